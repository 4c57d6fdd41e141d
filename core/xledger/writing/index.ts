/** Writing into people who exist, and what creating shares with it. */
export { noteLeftOut, noteRefused, noteWritten, openAccount, resultOf, type Account } from './account';
export { sendAll, type AnsweredNode, type Batch } from './batches';
export { partFor } from './encoding';
export { followNationalIds } from './nationalIds';
export { learnInputs, stopWhereLacking, type Needs } from './inputs';
export { updateBatch } from './looking';
export { isMissing, updateOf, type Node, type Part } from './nodes';
export { sendParts } from './parts';
export { markProven, unseen } from './proving';
export { updatePeople } from './updating';
