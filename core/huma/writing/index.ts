/** Writing to Huma: new users, profile fields, the main position, the national identification. */
export { createUsers } from './creating';
export { updateUsers, type Writing } from './updating';
