/** How a plan comes about: both sides, a draft for each person, rows. */
export { drafts } from './drafts';
export type { PlanInput, PlanKeys, Unread } from './input';
export { rowsOf } from './rows';
export { sidesOf } from './sides';
export { EMPLOYEE_RULES, USER_RULES } from './situations';
