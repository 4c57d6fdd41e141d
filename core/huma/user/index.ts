/** How Huma's records are read into users: details, positions, list rows, and users given in other shapes. */
export { readDetails, readListed } from './details';
export { chooseMain, type Employment } from './employment';
export { readGiven, readMessageEntry, type GivenReading, type GivenUser } from './givenUser';
export { mainPosition, type DeprecatedPosition, type MainPosition, type PositionSeen } from './mainPosition';
export { Envelope, Group, HumaUuid, ListedUser, Position, PositionSummary, UserDetails } from './schemas';
