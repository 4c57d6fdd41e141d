/** How a plan comes about. */
export type { PlanInput, PlanKeys, Unread } from './input';
export { rowsFor } from './plan';
export { EMPLOYEE_RULES, USER_RULES } from './situations';
