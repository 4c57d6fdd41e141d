/** Applying a plan: to Xledger and to Huma, row by row accounted for, with the way back. */
export { apply } from './apply';
export { resultMail, type ResultMail } from './mail';
export type { Applied, ApplyCode, ApplyOptions, ApplySummary, ApplyWith, RowChange, RowOutcome, RowOutcomeKind, StaleValue } from './types';
