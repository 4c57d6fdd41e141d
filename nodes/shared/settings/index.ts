/** Settings that several nodes have: what the editor shows of them, and how they are read. */
export { connection, connectionProperty, CONNECTION_OPTIONS, type Connection } from './connection';
export { HUMA_COUNTRY_OPTIONS } from './countries';
export { FIELD_OPTIONS, fieldKeys, mappableFields } from './fields';
export { learntForms, learntOption } from './learnt';
export { limits, limitsProperty } from './limits';
export { newEmployees, newEmployeesProperty } from './newEmployees';
export { EVER } from './shown';
export { absentWhenBlank, country } from './texts';
