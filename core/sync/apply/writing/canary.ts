/** Third step: one row alone, written and read back whole, before anybody else; whatever moved unasked stops the run. */
import { FIELD_KEYS } from '../../../person';
import type { XledgerEmployee } from '../../../xledger';
import { atStake, isAllGone, MOST_FIRSTS, movedUnasked } from '../../compare';
import { carry } from './carry';
import type { Seen } from '../looking';
import { end, inOrder, stillOpen, type Ending, type RowAtWork, type Run, type TakenRow } from '../run';
import { settle } from './settle';

/** Tries rows until one is written as meant. Otherwise the run stops here, and every other row says so. */
export async function sendCanary(run: Run, seen: Seen): Promise<void> {
  if (run.with.xledger.forms?.update === 'more') return stop(run, 'an earlier run saw that Xledger changes more than it is sent. When that is mended, empty what was learnt about this Xledger');
  const tried = { accepted: 0, refused: 0, unsure: 0 };
  while (tried.refused < MOST_FIRSTS.refused && tried.accepted + tried.unsure < MOST_FIRSTS.written) {
    const one = chosen(run);
    if (!one) return;
    const before = await wholeOf(run, one);
    await carry(run, [one], seen, { whole: true });
    const ending = settle(one, run);
    const unmeant = before && one.now ? movedUnasked(before, one.now, one.toXledger) : [];
    if (unmeant.length > 0) {
      // Other values may be somebody's edit in that very moment: the run stops, and the next one may try.
      if (before && one.now && isAllGone(before, one.now, one.toXledger)) run.update = 'more';
      one.ending = { ...ending, outcome: 'failed', code: 'movedUnmeant', about: unmeant };
      return stop(run, `the first row moved more than it should have: ${unmeant.join(', ')}`);
    }
    if (before && one.now && one.moved.xledger.length > 0 && atStake(before, one.moved.xledger).length > 0) run.update = 'asMeant';
    if (ending.outcome === 'applied' && isSound(one)) {
      if (run.update === 'asMeant') return void (run.canary = 'proved');
      tried.accepted++;
      // Who is created, or written in Huma alone, or had nothing that could be emptied, shows nothing of what an update leaves out.
      if (stillOpen(run).some(({ toXledger }) => toXledger.length > 0)) continue;
      return;
    }
    if (ending.code === 'didNotStick' && !isOnlyNotCleared(one, ending)) return stop(run, 'what the first row wrote did not stick');
    if (ending.outcome === 'notAttempted') return leave(run, ending);
    tried[ending.code === 'refused' ? 'refused' : 'unsure']++;
  }
  if (tried.accepted === 0) stop(run, `none of the first ${tried.refused + tried.unsure} rows was accepted`);
}

/** Something was written in Xledger and read back. */
const isSound = ({ wroteXledger, now, wroteHuma }: RowAtWork): boolean => (wroteXledger ? now !== undefined && now !== null : wroteHuma?.now !== undefined);

/** A null that clears nothing (U5) says nothing of what is written, and would hold up everybody else in each run. */
const isOnlyNotCleared = ({ wroteHuma }: RowAtWork, { problems = [] }: Ending): boolean => {
  const codes = problems.map(({ code }) => code);
  return !wroteHuma && codes.includes('notCleared') && !codes.includes('didNotStick');
};

/** The row that shows most; among equals the first of the plan, whatever the order in which they came in. */
function chosen(run: Run): TakenRow | undefined {
  const weight = ({ toXledger, toHuma, toComplete, writes, employee, user }: TakenRow): number => {
    const values = toXledger.filter(({ huma }) => huma !== null).length;
    if (values > 0) return 100 + values;
    if (toXledger.length > 0) return 60;
    if (writes.deed === 'createInXledger' && (!employee || toComplete.length > 0)) return 50;
    if (toHuma.length > 0) return 20 + toHuma.length;
    return writes.deed === 'createInHuma' && !user ? 10 : 0;
  };
  const rows = inOrder(stillOpen(run)).filter((one) => weight(one) > 0);
  return rows.sort((a, b) => weight(b) - weight(a))[0];
}

async function wholeOf(run: Run, { open, toXledger }: TakenRow): Promise<XledgerEmployee | undefined> {
  const dbId = open.row.employeeDbId;
  if (!dbId || toXledger.length === 0) return undefined;
  return (await run.with.xledger.byDbId([dbId], FIELD_KEYS)).get(dbId);
}

function stop(run: Run, says: string): void {
  stopWith(run, { outcome: 'notAttempted', code: 'canaryStopped', says });
}

/** Xledger or Huma was away when the first row was to be written: the others wait for the same. */
function leave(run: Run, { outcome, code, retry, resumeAt, says }: Ending): void {
  stopWith(run, { outcome, code, retry, resumeAt, says });
}

function stopWith(run: Run, ending: Ending): void {
  run.canary = 'stopped';
  for (const one of stillOpen(run)) end(one, ending);
}

