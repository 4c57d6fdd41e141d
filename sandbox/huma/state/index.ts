// The memory of the embedded Huma: people and what belongs to them, and which position counts.
export * from './model';
export { Store, SERVICE_USER_ID, stableId, type Change, type Snapshot } from './store';
export { GROUPS, seedSnapshot } from './seed';
export { currentPositions, deprecatedPosition, deprecatedStart, statusOf, type PositionStatus } from './employment';
