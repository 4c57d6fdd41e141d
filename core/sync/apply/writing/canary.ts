/** Third step: one row alone, written and read back whole, before anybody else; whatever moved unasked stops the run. */
import isEqual from 'lodash/isEqual';
import unset from 'lodash/unset';
import { FIELD_KEYS, fieldOf, type FieldKey, type Target } from '../../../person';
import type { XledgerEmployee } from '../../../xledger';
import { carry } from './carry';
import type { Seen } from '../looking';
import { stillOpen, end, type RowAtWork, type Run } from '../run';
import { settle } from './settle';

/** A row that the server refuses proves nothing: the next one is tried, so many times. */
const MOST_CANARIES = 3;

/** Tries rows until one is written as meant. Otherwise the run stops here, and every other row says so. */
export async function sendCanary(run: Run, seen: Seen): Promise<void> {
  for (let tries = 1; tries <= MOST_CANARIES; tries++) {
    const one = chosen(run);
    if (!one) return;
    const before = await wholeOf(run, one);
    await carry(run, [one], seen, { whole: true });
    settle(one, run);
    const unmeant = before && one.now ? movedUnasked(before, one.now, one) : [];
    if (unmeant.length > 0) {
      one.ending = { ...one.ending, outcome: 'failed', code: 'movedUnmeant', about: unmeant };
      return stop(run, `the first row moved more than it should have: ${unmeant.join(', ')}`);
    }
    if (one.ending?.outcome === 'applied' && isSound(one)) return void (run.canary = 'proved');
    if (one.ending?.code === 'didNotStick') return stop(run, 'what the first row wrote did not stick');
    if (one.ending?.outcome === 'notAttempted') return stop(run, one.ending.says ?? 'the first row could not be written');
  }
  stop(run, `none of the first ${MOST_CANARIES} rows was accepted`);
}

/** Something was written in Xledger and read back. */
const isSound = ({ wroteXledger, now, wroteHuma }: RowAtWork): boolean => (wroteXledger ? now !== undefined && now !== null : wroteHuma?.now !== undefined);

/** The row that shows most; among equals the first of the plan, whatever the order in which they came in. */
function chosen(run: Run): RowAtWork | undefined {
  const weight = ({ toXledger, toHuma, writes, employee, user }: RowAtWork): number => {
    if (toXledger.length > 0) return 100 + toXledger.length;
    if (writes?.deed === 'createInXledger' && !employee) return 50;
    if (toHuma.length > 0) return 20 + toHuma.length;
    return writes?.deed === 'createInHuma' && !user ? 10 : 0;
  };
  const rows = stillOpen(run).filter((one) => weight(one) > 0);
  return rows.sort((a, b) => weight(b) - weight(a) || (a.open?.row.row ?? 0) - (b.open?.row.row ?? 0))[0];
}

async function wholeOf(run: Run, { open, toXledger }: RowAtWork): Promise<XledgerEmployee | undefined> {
  const dbId = open?.row.employeeDbId;
  if (!dbId || toXledger.length === 0) return undefined;
  return (await run.with.xledger.byDbId([dbId], FIELD_KEYS)).get(dbId);
}

/** Labels of what is not as it was, though no difference named it. Texts that Xledger makes of the names, and the mask of a number, follow by themselves (U24, U25). */
function movedUnasked(before: XledgerEmployee, now: XledgerEmployee, { toXledger }: RowAtWork): string[] {
  const meant = [...toXledger.map(({ target }) => pathOf(target)), ...toXledger.flatMap(({ fields }) => fields.flatMap((field) => FOLLOWERS[field] ?? [])), 'modifiedAt'];
  const [was, is] = [before, now].map((employee) => {
    const rest = structuredClone(employee);
    for (const path of meant) unset(rest, path);
    return rest;
  });
  return moved(was, is);
}

function moved(was: unknown, is: unknown, path: string[] = []): string[] {
  if (isEqual(was, is)) return [];
  if (!isRecord(was) || !isRecord(is)) return [LABELS.get(path.slice(0, 2).join('.')) ?? LABELS.get(path[0] ?? '') ?? path.join('.')];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return [...new Set(keys.flatMap((key) => moved(was[key], is[key], [...path, key])))];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const pathOf = ({ key, record, path }: Target): string => (record === 'employee' ? path : key);

const FOLLOWERS: { readonly [K in FieldKey]?: readonly string[] } = {
  givenName: ['description', 'contact.name'],
  familyName: ['description', 'contact.name'],
  nationalId: ['socialSecurityMasked'],
};

const LABELS: ReadonlyMap<string, string> = new Map(FIELD_KEYS.flatMap((field) => fieldOf(field).targets.map((target) => [pathOf(target), fieldOf(field).label] as const)));

function stop(run: Run, says: string): void {
  run.canary = 'stopped';
  for (const one of stillOpen(run)) end(one, { outcome: 'notAttempted', code: 'canaryStopped', says });
}

