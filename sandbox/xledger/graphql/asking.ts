// What is known while one request is answered.
import type { Row, Scope, Token, XledgerState } from '../state';
import type { Switches } from '../switches';
import { Refusal, type WrittenError } from './refusal';

/** The request's tenant, token and switches, and what answering it has used so far. */
export interface Asking {
  state: XledgerState;
  switches: Switches;
  token: Token;
  /** dbIds of the owners that the token reaches. */
  reach: ReadonlySet<number>;
  credits: { remaining: number; cost: number };
  used: { rows: number; nodes: number };
  /** Errors that go out beside data (U10). */
  errors: WrittenError[];
}

export function may(asking: Asking, scope: Scope, what: 'read' | 'write'): boolean {
  return asking.token.rights.includes(`${scope}:${what}`);
}

export function reached<R extends Row>(asking: Asking, row: R | undefined): R | undefined {
  return row && asking.reach.has(row.ownerDbId) ? row : undefined;
}

/** How the switches show a moment (U20). */
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

export function noRight(scope: string): Refusal {
  return new Refusal(`Access denied: the API token has no access to ${scope}.`, { code: 'FORBIDDEN' });
}
