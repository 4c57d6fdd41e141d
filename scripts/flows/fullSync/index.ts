/** The flows around a plan: the nightly and the manual sync, and the way back. */
export { manualSync } from './manualSync';
export { nightlyFullSync } from './nightlyFullSync';
export { undo } from './undo';
export { answered, page } from './pages';
