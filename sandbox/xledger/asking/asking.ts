// What is known while one request is answered, and what the switches make of a row.
import type { Row, Scope, SubledgerRow, Token, XledgerState } from '../state';
import type { Switches } from '../switches';
import { Refusal, type WrittenError } from './refusal';

/** The request's tenant, token and switches, and what answering it has used so far. */
export interface Asking {
  state: XledgerState;
  switches: Switches;
  /** Fields that the schema does not have, as `Type.field`. */
  lacks: ReadonlySet<string>;
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

/** Whether an employee counts as closed on this day (U26). */
export function isClosed({ values }: Row, today: string, { U26 }: Switches): boolean {
  return isPast(values.dateTo, today) || (U26 === 'pastEmploymentTo' && isPast(values.employmentTo, today));
}

export function isPast(date: unknown, today: string): boolean {
  return typeof date === 'string' && date !== '' && date < today;
}

/** A subledger is a supplier, unless Xledger keeps employees in a ledger of their own (U1b). */
export function isSupplier(row: SubledgerRow, { U1 }: Switches): boolean {
  return U1 !== 'anotherLedgerKind' || row.links.employeeLedger == null;
}

export function noRight(scope: string): Refusal {
  return new Refusal(`Access denied: the API token has no access to ${scope}.`, { code: 'FORBIDDEN' });
}
