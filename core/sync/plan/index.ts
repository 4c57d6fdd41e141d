/** The plan: made of both sides, kept signed and sealed, counted by the guard, summed up, and opened again by Apply. */
export { makePlan, type Plan } from './plan';
export { outletOf, type Outlet } from './outlet';
export { deedOf, wayOf, written, type Deed } from './decisions';
export { count, guard, type Counted, type Override } from './guard';
export { openRow, readRow, sealValue, sign, verify, type OpenDifference, type OpenRow, type PartName, type ReadRow, type Signed } from './keeping';
export { EMPLOYEE_RULES, USER_RULES, type PlanInput, type PlanKeys, type Unread } from './making';
export { reportOf, whoOf } from './report';
export { requestsFor, type Requests } from './requests';
export { summaryOf, type PlanSummary } from './summary';
export { keyOf, linkAfter, toWrites, type RowBecame, type Writes } from './writes';
export * from './types';
