// How the sandbox writes moments and what day it is, by the clocks Xledger may show (U20).
import type { XledgerState } from '../state';
import type { Switches } from '../switches';

/** Milliseconds since 1970 as a DateTimeString. */
export function dateTimeText(milliseconds: number, clock: Switches['U20']): string {
  if (clock === 'utc') return new Date(milliseconds).toISOString().slice(0, 19);
  if (clock === 'alwaysPlusOne') return new Date(milliseconds + 3_600_000).toISOString().slice(0, 19);
  return OSLO.format(milliseconds).replace(' ', 'T');
}

const OSLO = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Today in Norway, YYYY-MM-DD. */
export function today(state: XledgerState): string {
  return dateTimeText(state.now().getTime(), 'norwegianWallClock').slice(0, 10);
}
