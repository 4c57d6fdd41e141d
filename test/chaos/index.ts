// A simulation of a whole sync in one process, with a virtual clock: faults, order, deaths, and every position of the open questions.
export { PROMISES, type Broken, type Promised } from './oracle';
export { runSchedule, type Ended } from './schedule';
