/** How Huma's records are read into users: details, positions, list rows, and users given in other shapes. */
export { readDetails, readListed } from './details';
export { chooseMain, type Employment } from './employment';
export { chooseIdentification } from './identification';
export { readGiven, readMessageEntry, type GivenReading, type GivenUser } from './givenUser';
export { mainPosition, type DeprecatedPosition, type MainPosition, type PositionSeen } from './mainPosition';
export { POSITION_KEYS, PROFILE_KEYS } from './places';
export { Envelope, Group, HumaId, HumaUuid, ListedUser, Position, PositionSummary, UserDetails } from './schemas';
