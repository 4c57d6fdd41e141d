/** One conversation with Xledger: requests, answers, limits and waiting. */
export { createSend } from './request';
export { createLimiter } from './limiter';
export { createCalls, refusalOf, stopOf, TookTooLong, Unexplained, type Calls, type Operation, type Told } from './calls';
export type { Fault } from './answers';
export { XledgerRefused, XledgerStopped } from './stops';
