/** One person first, where nobody has seen yet what an update does to what it leaves out (U6): a little of each record, read back whole. */
import { FIELD_KEYS } from '../../person';
import type { PersonUpdate, WriteResult } from '../../xledger';
import { movedUnasked } from '../compare';
import { endOf, settle, type PersonAtWork, type Run } from './run';

/** Somebody whose update is refused proves nothing: the next one is tried, so many times. */
const MOST_CANARIES = 3;

/**
 * Two readings and at most one node a record, and nothing at all for a tenant that is known. When something moved that nobody asked for,
 * that person has failed, and everybody else is left alone. Otherwise all are open still: what was sent here is sent again with the rest.
 */
export async function sendCanary(run: Run, toUpdate: () => PersonAtWork[]): Promise<void> {
  const known = run.xledger.forms?.update;
  if (!run.policy.canary || known === 'asMeant') return;
  if (known === 'more') return stop(run, 'an earlier run saw that Xledger changes more than it is sent. When that is mended, empty what was learnt about this Xledger');
  const tried = new Set<PersonAtWork>();
  while (tried.size < MOST_CANARIES) {
    const [canary] = toUpdate().filter((one) => !tried.has(one)).sort((a, b) => recordsOf(b) - recordsOf(a) || (a.subject.key < b.subject.key ? -1 : 1));
    if (!canary?.employeeDbId) return;
    tried.add(canary);
    const send = little(canary);
    const before = await wholeOf(run, canary.employeeDbId);
    const result = (await run.xledger.update([updateOf(canary, send)])).get(canary.subject.key);
    if (!hasMoved(result, send.length)) continue;
    const now = await wholeOf(run, canary.employeeDbId);
    if (!before || !now) return stop(run, 'the first person could not be read back');
    const unmeant = movedUnasked(before, now, send);
    run.update = unmeant.length === 0 ? 'asMeant' : 'more';
    if (unmeant.length === 0) return;
    settle(canary, { outcome: 'failed', code: 'movedUnmeant', did: 'updated', says: unmeant.join(', ') });
    return stop(run, `what was written to the first person moved more than it should have: ${unmeant.join(', ')}`);
  }
}

/** One person's writes as the client takes them. */
export const updateOf = ({ subject, employee }: PersonAtWork, send: PersonAtWork['send']): PersonUpdate => ({
  key: subject.key,
  employeeDbId: employee?.dbId ?? '',
  contactDbId: employee?.contact?.dbId ?? null,
  subledgerDbId: employee?.subledger?.dbId ?? null,
  changes: send.map(({ target, after }) => ({ target, value: after })),
  seen: employee,
});

/** What moves nothing else by itself: names make other texts, an address and a gender may need several tries, a number shows elsewhere too. */
const PLAIN: ReadonlySet<string> = new Set(['phone', 'date', 'birthDate', 'bankAccount']);

const isPlain = ({ target, after }: PersonAtWork['send'][number]): boolean => after !== null && (PLAIN.has(target.shape) || target.key === 'contact.jobTitle');

/** One plain change of each record; all that there is, where there is none. */
function little({ send }: PersonAtWork): PersonAtWork['send'] {
  const byRecord = new Map(send.filter(isPlain).map((each) => [each.target.record, each]));
  return byRecord.size > 0 ? [...byRecord.values()] : send;
}

const recordsOf = ({ send }: PersonAtWork): number => new Set(send.filter(isPlain).map(({ target }) => target.record)).size;

/** Something of it was taken. */
function hasMoved(result: WriteResult | undefined, sent: number): boolean {
  if (!result) return false;
  return result.kind === 'written' ? result.leftOut.length < sent : (result.written ?? []).length > 0;
}

/** Undefined where it cannot be read. */
async function wholeOf({ xledger }: Run, employeeDbId: string) {
  try {
    return (await xledger.byDbId([employeeDbId], FIELD_KEYS)).get(employeeDbId);
  } catch (error) {
    if (!endOf(error)) throw error;
    return undefined;
  }
}

function stop(run: Run, says: string): void {
  for (const one of run.people) if (!one.result) settle(one, { outcome: 'notAttempted', code: 'canaryStopped', retry: false, says });
}
