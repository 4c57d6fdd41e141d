/** Keeps count of what became of each target of one person, and says it as a WriteResult. */
import type { Target } from '../../person';
import { refusalOf, type Fault } from '../transport';
import type { LeftOut, Orphans, PersonUpdate, Refusal, RefusedTarget, Stop, WriteResult, XledgerEmployee, XledgerIds } from '../types';

export interface Account {
  update: PersonUpdate;
  /** As last read. */
  row: XledgerEmployee | null;
  written: Map<string, Target>;
  leftOut: Map<string, LeftOut>;
  refused: Map<string, RefusedTarget>;
  /** Targets whose value stood in no form and was put back: not sent again. */
  givenUp: Set<string>;
  /** The whole row was refused. */
  because?: Refusal;
  stop?: Stop;
  orphans?: Orphans;
  /** Something was taken, and nobody could see whether it stuck. */
  unseen?: true;
  /** Written first and alone, to learn the tenant's forms. */
  triedAsCanary?: true;
}

export function openAccount(update: PersonUpdate): Account {
  return { update, row: update.seen ?? null, written: new Map(), leftOut: new Map(), refused: new Map(), givenUp: new Set() };
}

/** A later word on a target replaces an earlier one: a form that did not stick is tried again in another. */
export function noteWritten(account: Account, target: Target): void {
  forget(account, target);
  account.written.set(target.key, target);
}

export function noteLeftOut(account: Account, target: Target, why: LeftOut['why']): void {
  forget(account, target);
  account.leftOut.set(target.key, { target, why });
}

export function noteRefused(account: Account, target: Target | undefined, fault: Fault): void {
  if (!target) {
    account.because ??= refusalOf(fault);
    return;
  }
  forget(account, target);
  account.refused.set(target.key, { target, because: refusalOf(fault) });
}

/** Whether nothing more may be sent for this person. */
export const isClosed = (account: Account): boolean => account.stop !== undefined || account.because !== undefined;

export function resultOf(account: Account): WriteResult {
  const { employeeDbId, contactDbId, subledgerDbId } = account.update;
  const ids: XledgerIds = { employeeDbId, contactDbId, subledgerDbId };
  const leftOut = [...account.leftOut.values()];
  const refused = [...account.refused.values()];
  const because = account.because ?? refused[0]?.because;
  const orphans = account.orphans ? { orphans: account.orphans } : {};
  const written = [...account.written.values()];
  if (account.stop) return { kind: 'notAttempted', ids, because: account.stop, written, ...(account.unseen && { unseen: account.unseen }) };
  if (because) return { kind: 'refused', ids, because, written, leftOut, refused, ...orphans };
  return { kind: 'written', ids, leftOut, ...orphans };
}

/** Takes back what was said of a target, so that it is sent again. */
export function forget(account: Account, { key }: Target): void {
  account.written.delete(key);
  account.leftOut.delete(key);
  account.refused.delete(key);
}
