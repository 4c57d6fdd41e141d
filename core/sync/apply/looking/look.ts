/** Second step: everything that the rows touch is read again, in bulk, in both systems. */
import type { FieldKey } from '../../../person';
import { HumaFailure, type Huma, type HumaAnswer, type HumaListedUser } from '../../../huma';
import { XledgerStopped, type XledgerIndexEntry } from '../../../xledger';
import { isUnique } from '../../compare';
import { indexXledger, type XledgerIndex } from '../../match';
import { cameIntoHuma, cameIntoXledger } from './came';
import { judge } from './judge';
import { end, stillOpen, type Ending, type Run, type TakenRow } from '../run';

/** What stands now, beside the rows' own employees and users. */
export interface Seen {
  /** Everyone in Xledger, slim; absent where no row needs it. */
  index?: XledgerIndex;
  /** Everyone in Huma, slim; absent where no row needs it. */
  listed?: readonly HumaListedUser[];
}

/** Reads, and ends every row that is not to be written. */
export async function look(run: Run): Promise<Seen> {
  const seen: Seen = await readXledger(run);
  await readHuma(run, seen);
  await readThoseWhoCame(run, seen);
  for (const one of stillOpen(run)) judge(one, run, seen);
  return seen;
}

async function readXledger(run: Run): Promise<Seen> {
  const everyone = stillOpen(run).some(needsIndex);
  const rows = stillOpen(run).flatMap((one) => (one.open.row.employeeDbId ? [{ one, dbId: one.open.row.employeeDbId }] : []));
  if (rows.length === 0 && !everyone) return {};
  const subledgerDbIds = rows.flatMap(({ one }) => (writesSubledger(one) ? one.open.row.subledgerDbId ?? [] : []));
  const { employees, index } = await run.with.xledger.lookAgain({ dbIds: rows.map(({ dbId }) => dbId), fields: fieldsOf(rows.map(({ one }) => one)), subledgerDbIds, everyone });
  for (const { one, dbId } of rows) {
    one.employee = employees.get(dbId);
    if (!one.employee) end(one, { outcome: 'failed', code: 'gone', says: 'Xledger no longer shows the employee of this row' });
  }
  return index && stillOpen(run).some(needsIndex) ? { index: indexOf(index, run) } : {};
}

const writesSubledger = ({ open }: TakenRow): boolean => open.differences.some(({ wins, target }) => wins === 'huma' && target.record === 'subledger');

/** The fields that the rows speak of. */
export const fieldsOf = (rows: readonly TakenRow[]): FieldKey[] =>
  [...new Set(rows.flatMap(({ open }) => [...open.differences.flatMap(({ fields }) => [...fields]), ...(Object.keys(open.newcomer) as FieldKey[])]))];

const needsIndex = ({ writes, open }: TakenRow): boolean =>
  writes.xledger?.kind === 'create' || (writes.xledger?.kind === 'update' && open.differences.some(({ wins, fields, huma }) => wins === 'huma' && huma !== null && fields.some(isUnique)));

function indexOf(entries: readonly XledgerIndexEntry[], { plan, options }: Run): XledgerIndex {
  if (entries.length === 0 && (plan?.people.xledger ?? 0) > 0) throw new XledgerStopped({ code: 'scope', says: 'Xledger shows no employee at all; check the scopes of the token', retry: false });
  return indexXledger(entries, options.reading);
}

async function readHuma(run: Run, seen: Seen): Promise<void> {
  const { huma } = run.with;
  const wanting = stillOpen(run).filter(({ writes, open }) => writes.huma !== undefined || (run.options.rereadHuma && open.row.humaId && !open.row.plan.undoes));
  if (wanting.length === 0) return;
  if (!huma) {
    for (const one of wanting) end(one, { outcome: 'failed', code: 'noHuma', says: 'The row needs Huma, and there is no Huma API credential' });
    return;
  }
  const known = wanting.flatMap((one) => (one.open.row.humaId ? [{ one, humaId: one.open.row.humaId }] : []));
  const answers = await huma.read(known.map(({ humaId }) => humaId));
  known.forEach(({ one }, place) => takeAnswer(one, answers[place]));
  if (stillOpen(run).some(needsList)) await readList(run, huma, seen);
}

function takeAnswer(one: TakenRow, answer: HumaAnswer | undefined): void {
  if (answer?.kind === 'user') one.user = answer.user;
  else if (answer?.kind === 'failed') end(one, unavailable(answer));
  else end(one, { outcome: 'failed', code: 'gone', says: 'Huma does not show the user of this row to the API key, which is not taken for a deletion' });
}

const unavailable = ({ says, retry, resumeAt }: Pick<HumaFailure, 'retry' | 'resumeAt'> & { says: string }): Ending => ({ outcome: retry ? 'notAttempted' : 'failed', code: 'humaUnavailable', says, retry, resumeAt });

const needsList = ({ writes }: TakenRow): boolean =>
  writes.huma?.kind === 'create' || (writes.huma?.kind === 'update' && (Boolean(writes.huma.values.email) || Boolean(writes.huma.values.phone)));

async function readList(run: Run, huma: Huma, seen: Seen): Promise<void> {
  try {
    const listed: HumaListedUser[] = [];
    for await (const page of huma.list()) listed.push(...page);
    seen.listed = listed;
  } catch (error) {
    if (!(error instanceof HumaFailure)) throw error;
    for (const one of stillOpen(run).filter(needsList)) end(one, unavailable({ says: error.message, retry: error.retry, resumeAt: error.resumeAt }));
  }
}

/** Rows that create: whoever is there by now is read in full, so that a second run knows its own. */
async function readThoseWhoCame(run: Run, { index, listed }: Seen): Promise<void> {
  const rows = stillOpen(run);
  const employees = new Map(rows.filter(({ writes }) => writes.xledger?.kind === 'create').flatMap((one) => cameIntoXledger(one, index).map((dbId) => [dbId, one])));
  if (employees.size > 0) {
    const read = await run.with.xledger.byDbId([...employees.keys()], fieldsOf([...employees.values()]));
    for (const [dbId, one] of employees) one.came = { ...one.came, employees: [...(one.came?.employees ?? []), read.get(dbId)].filter((each) => each !== undefined) };
  }
  const users = new Map(rows.filter(({ writes }) => writes.huma?.kind === 'create').flatMap((one) => cameIntoHuma(one, run, listed).map((humaId) => [humaId, one])));
  const answers = users.size > 0 ? ((await run.with.huma?.read([...users.keys()])) ?? []) : [];
  [...users.values()].forEach((one, place) => {
    const answer = answers[place];
    if (answer?.kind === 'user') one.came = { ...one.came, users: [...(one.came?.users ?? []), answer.user] };
    else if (answer?.kind === 'failed') end(one, unavailable(answer));
  });
}
