/** One person first, where nobody has seen yet what an update does to what it leaves out (U6): a little of each record, read back whole. */
import { FIELD_KEYS, sameAt, valuesOf, type TargetKey } from '../../person';
import { XledgerStopped, type PersonUpdate, type WriteResult, type XledgerEmployee } from '../../xledger';
import { atStake, holdsMore, isAllGone, MOST_FIRSTS, movedUnasked } from '../compare';
import { linkAfterwards } from './linking';
import { endOf, open, settle, type PersonAtWork, type Run } from './run';
import { linkUnsure, mayHaveWritten } from './updated';

/**
 * Two readings and at most one node a record, and nothing at all for a tenant that is known. When something moved that nobody asked for,
 * that person has failed, and everybody else is left alone. Otherwise all are open still: what was sent here is sent again with the rest.
 * Only who has something at stake can prove anything; where nobody has, a few are tried all the same who hold an address or a gender besides.
 */
export async function sendCanary(run: Run, toUpdate: () => PersonAtWork[]): Promise<void> {
  const known = run.xledger.forms?.update;
  if (!run.policy.canary || known === 'asMeant') return;
  if (known === 'more') return stop(run, 'an earlier run saw that Xledger changes more than it is sent. When that is mended, empty what was learnt about this Xledger');
  const tried = new Set<PersonAtWork>();
  const suspects: Moved[] = [];
  const untried = (isMeant: (one: PersonAtWork) => boolean) => toUpdate().filter((one) => !tried.has(one) && isMeant(one)).sort((a, b) => recordsOf(b) - recordsOf(a) || (a.subject.key < b.subject.key ? -1 : 1))[0];
  const next = () => untried(hasSomethingAtStake) ?? (tried.size < MOST_FIRSTS.written ? untried(holdsAnythingElse) : undefined);
  for (let canary = next(); canary && tried.size - suspects.length < MOST_FIRSTS.refused && suspects.length < MOST_FIRSTS.written; canary = next()) {
    tried.add(canary);
    const moved = await tryOut(run, canary);
    if (moved === 'unread') {
      tell(suspects, run);
      return leaveUnread(run, canary, toUpdate());
    }
    if (moved === 'nothingTaken') continue;
    if (moved.unmeant.length === 0) return void (run.update = 'asMeant');
    // Another value may be somebody's edit in that very moment. The same field in two people is not, and neither is a record that was emptied.
    const isSure = moved.isAllGone || suspects.some(({ unmeant }) => unmeant.some((label) => moved.unmeant.includes(label)));
    suspects.push(moved);
    if (!isSure) continue;
    run.update = 'more';
    break;
  }
  tell(suspects, run);
  const [first] = suspects;
  if (first) return stop(run, `what was written to the first person moved more than it should have: ${first.unmeant.join(', ')}`);
  if (untried(hasSomethingAtStake)) for (const one of toUpdate()) if (!tried.has(one)) settle(one, { outcome: 'notAttempted', code: 'xledgerUnavailable', retry: true, says: `none of the first ${tried.size} people was accepted` });
}

interface Moved {
  one: PersonAtWork;
  unmeant: string[];
  isAllGone: boolean;
  /** Keys of the targets that hold what was sent. */
  stuck: ReadonlySet<string>;
}

/** What was meant does stand there, and is remembered like any other write. */
function tell(suspects: readonly Moved[], run: Run): void {
  for (const { one, unmeant, stuck } of suspects) settle(one, { outcome: 'failed', code: 'movedUnmeant', did: 'updated', says: unmeant.join(', '), link: linkAfterwards(one, run, { stuck, fell: new Set() }) });
}

/** A little of the person; all of it, where that is refused. */
async function tryOut(run: Run, one: PersonAtWork): Promise<Moved | 'nothingTaken' | 'unread'> {
  const before = await wholeOf(run, one);
  if (!before) return 'nothingTaken';
  for (const send of partsToTry(one)) {
    const result = (await run.xledger.update([updateOf(one, send)])).get(one.subject.key);
    const taken = takenOf(result, send);
    if (result?.kind === 'notAttempted' && taken.length === 0) {
      if (mayHaveWritten(result)) return 'unread';
      throw new XledgerStopped(result.because);
    }
    if (taken.length === 0) continue;
    const now = await wholeOf(run, one).catch((error: unknown) => { if (endOf(error)) return undefined; throw error; });
    if (!now) return 'unread';
    const unmeant = movedUnasked(before, now, send);
    // Records of which nothing was taken, or that held nothing else, show nothing.
    if (unmeant.length === 0 && atStake(before, taken).length === 0) continue;
    return { one, unmeant, isAllGone: isAllGone(before, now, send), stuck: standing(now, send, run) };
  }
  return 'nothingTaken';
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

/** One plain change of each record. */
const little = ({ send }: PersonAtWork): PersonAtWork['send'] => [...new Map(send.filter(isPlain).map((each) => [each.target.record, each])).values()];

const recordsOf = ({ send }: PersonAtWork): number => new Set(send.filter(isPlain).map(({ target }) => target.record)).size;

/** What of it was taken. */
function takenOf(result: WriteResult | undefined, send: PersonAtWork['send']): PersonAtWork['send'] {
  if (!result) return [];
  if (result.kind !== 'written') return send.filter(({ target }) => result.written?.some(({ key }) => key === target.key));
  return send.filter(({ target }) => !result.leftOut.some((left) => left.target.key === target.key));
}

function standing(now: XledgerEmployee, send: PersonAtWork['send'], { policy }: Run): ReadonlySet<string> {
  const values = valuesOf(now);
  return new Set(send.filter(({ target, after }) => sameAt(target, after, values[target.key as TargetKey] ?? null, policy.reading)).map(({ target }) => target.key));
}

/** A little of it, and then all of it: as far as an update with it could take something from the employee who was read. */
const partsAtStake = (one: PersonAtWork): PersonAtWork['send'][] => [little(one), one.send].filter((part) => one.employee !== undefined && atStake(one.employee, part).length > 0);

const hasSomethingAtStake = (one: PersonAtWork): boolean => partsAtStake(one).length > 0;

const holdsAnythingElse = ({ employee, send }: PersonAtWork): boolean => employee !== undefined && holdsMore(employee, send);

const partsToTry = (one: PersonAtWork): PersonAtWork['send'][] => (hasSomethingAtStake(one) ? partsAtStake(one) : [one.send]);

/** Undefined where Xledger does not show the employee. */
async function wholeOf({ xledger }: Run, { employeeDbId = '' }: PersonAtWork): Promise<XledgerEmployee | undefined> {
  return (await xledger.byDbId([employeeDbId], FIELD_KEYS)).get(employeeDbId);
}

/** Somebody has to look at this one. The others may be tried again by themselves: the next run has a first person of its own. */
function leaveUnread(run: Run, canary: PersonAtWork, others: readonly PersonAtWork[]): void {
  settle(canary, { outcome: 'notAttempted', code: 'canaryStopped', retry: false, says: 'the first person could not be read back', link: linkUnsure(canary, run) });
  for (const one of others) settle(one, { outcome: 'notAttempted', code: 'xledgerUnavailable', retry: true, says: 'the first person could not be read back' });
}

function stop(run: Run, says: string): void {
  for (const one of open(run)) settle(one, { outcome: 'notAttempted', code: 'canaryStopped', retry: false, says });
}
