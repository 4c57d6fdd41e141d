/** Writing into people who exist. */
export { updatePeople } from './updating';
