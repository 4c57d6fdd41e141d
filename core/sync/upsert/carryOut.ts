/** Fourth step: the writes, in full batches; then everything written is read back and compared (design: Apply 5). */
import { fieldOf, type FieldKey } from '../../person';
import type { WriteResult, XledgerEmployee } from '../../xledger';
import { fellByItsForm, MOST_FIRSTS } from '../compare';
import { match } from '../match';
import { changesOf, changesOfNew } from '../report';
import { sendCanary, updateOf } from './canary';
import { settleCreated } from './created';
import { linkAfterwards } from './linking';
import { open, orLeave, readIndex, settle, type PersonAtWork, type Run } from './run';
import { settleUpdated } from './updated';

/** Writes and settles everybody who is still open. */
export async function carryOut(run: Run): Promise<void> {
  const written = new Map<PersonAtWork, WriteResult>();
  await orLeave(() => toUpdate(run), async () => {
    await sendCanary(run, () => toUpdate(run));
    await updateAll(run, written);
  });
  await orLeave(() => toCreate(run), async () => {
    await lookOnceMore(run);
    await createFirst(run);
    await createAll(run, written);
  });
  await settleAll(run, written);
}

async function settleAll(run: Run, written: ReadonlyMap<PersonAtWork, WriteResult>, always = false): Promise<void> {
  const seen: Map<string, XledgerEmployee | undefined> | undefined = run.policy.readBack || always ? await readBack(run, written) : undefined;
  for (const [one, result] of seen ? await writtenInAnotherForm(run, written, seen) : written) {
    const dbId = result.ids.employeeDbId ?? '';
    const now = seen && !seen.has(dbId) ? null : seen?.get(dbId);
    if (!one.newPerson) settleUpdated(one, result, now, run);
    else settleCreated(one, result, now, run);
    if (one.newPerson && now && one.result?.outcome === 'applied') run.create = 'asMeant';
  }
}

/** An address or a gender went in the form that an earlier run had seen this Xledger take, and does not stand: the form is found anew (U8, U9, U12). */
async function writtenInAnotherForm(run: Run, written: ReadonlyMap<PersonAtWork, WriteResult>, seen: Map<string, XledgerEmployee | undefined>): Promise<ReadonlyMap<PersonAtWork, WriteResult>> {
  const nowOf = ({ ids }: WriteResult) => seen.get(ids.employeeDbId ?? '');
  const fallen = [...written].filter(([one, result]) => !one.newPerson && fellByItsForm(updateOf(one, one.send).changes, result, nowOf(result), run.policy.reading));
  if (fallen.length === 0 || !run.xledger.doubtForms?.()) return written;
  const again = new Map(written);
  collect(fallen.map(([one]) => one), await run.xledger.update(fallen.map(([one, result]) => ({ ...updateOf(one, one.send), seen: nowOf(result) }))), again);
  const now = await readBack(run, new Map(fallen.flatMap(([one]) => { const result = again.get(one); return result ? [[one, result]] : []; })));
  // What was seen before says nothing of what was written since.
  for (const [, { ids: { employeeDbId = '' } }] of fallen) {
    if (now && !now.has(employeeDbId)) seen.delete(employeeDbId);
    else seen.set(employeeDbId, now?.get(employeeDbId));
  }
  return again;
}

/**
 * One person alone, and read back, where nobody was seen created before. Whoever is written otherwise than meant stops the run: the
 * others would be so too; whom Xledger refuses proves nothing, and the next one is tried. One person is alone anyway.
 */
async function createFirst(run: Run): Promise<void> {
  if (!run.policy.canary || run.xledger.forms?.create === 'asMeant') return;
  for (let tries = 0; tries < MOST_FIRSTS.written && run.create !== 'asMeant' && toCreate(run).length > 1; tries++) {
    const [one] = toCreate(run).sort((a, b) => Object.keys(b.newPerson ?? {}).length - Object.keys(a.newPerson ?? {}).length || (a.subject.key < b.subject.key ? -1 : 1));
    if (!one) return;
    const written = new Map<PersonAtWork, WriteResult>();
    await createThese(run, [one], written);
    await settleAll(run, written, true);
    if (one.result?.code === 'didNotStick') return stopCreating(run, (one.result.about ?? []).map((field) => fieldOf(field).label));
  }
}

/** The same outcomes, as far as they can be told without writing. */
export function predict(run: Run): void {
  for (const one of toUpdate(run)) {
    settle(one, { outcome: 'applied', did: 'updated', code: 'updated', changes: changesOf(one.send), link: linkAfterwards(one, run) });
  }
  for (const one of toCreate(run)) {
    settle(one, { outcome: 'applied', did: 'created', code: 'created', changes: changesOfNew(one.newPerson ?? {}) });
  }
}

/** Who is open still has something to send. */
const toUpdate = (run: Run): PersonAtWork[] => open(run).filter(({ course }) => course === 'update');
const toCreate = (run: Run): PersonAtWork[] => open(run).filter(({ newPerson }) => newPerson !== undefined);

async function updateAll(run: Run, written: Map<PersonAtWork, WriteResult>): Promise<void> {
  const people = toUpdate(run);
  if (people.length === 0) return;
  collect(people, await run.xledger.update(people.map((one) => updateOf(one, one.send))), written);
}

function stopCreating(run: Run, fell: readonly string[]): void {
  for (const one of toCreate(run)) settle(one, { outcome: 'notAttempted', code: 'canaryStopped', retry: false, says: `what was written of the first new employee did not stick: ${fell.join(', ')}` });
}

async function createAll(run: Run, written: Map<PersonAtWork, WriteResult>): Promise<void> {
  await createThese(run, toCreate(run), written);
}

async function createThese(run: Run, people: readonly PersonAtWork[], written: Map<PersonAtWork, WriteResult>): Promise<void> {
  if (people.length === 0) return;
  const results = await run.xledger.create(people.map(({ subject, newPerson }) => ({ key: subject.key, person: newPerson ?? {} })), run.policy.creation);
  collect(people, results, written);
}

/** Somebody may have been added meanwhile, or slipped between two pages (U16): a second employee is worse than a second reading. */
async function lookOnceMore(run: Run): Promise<void> {
  const people = toCreate(run);
  if (people.length === 0) return;
  const { matchBy, creation } = run.policy;
  const seekers = people.map(({ subject, person }) => ({ key: subject.key, humaId: subject.humaId, email: person.email, employmentId: person.employmentId }));
  const found = match(seekers, run.links.all, await readIndex(run), { by: matchBy, ownerDbId: creation.ownerDbId });
  for (const one of people) {
    if (found.get(one.subject.key)?.kind !== 'none') settle(one, { outcome: 'skipped', code: 'existsInXledger', retry: true });
  }
}

function collect(people: readonly PersonAtWork[], results: ReadonlyMap<string, WriteResult>, written: Map<PersonAtWork, WriteResult>): void {
  for (const one of people) {
    const result = results.get(one.subject.key);
    if (result) written.set(one, result);
    else settle(one, { outcome: 'notAttempted', code: 'xledgerUnavailable', retry: true });
  }
}

/** Undefined where nothing can be read back: then nothing is taken for certain. */
async function readBack({ xledger, policy }: Run, written: ReadonlyMap<PersonAtWork, WriteResult>): Promise<Map<string, XledgerEmployee> | undefined> {
  const dbIds = [...written.values()].filter(({ kind }) => kind !== 'notAttempted').flatMap(({ ids }) => ids.employeeDbId ?? []);
  if (dbIds.length === 0) return undefined;
  const fields: FieldKey[] = [...new Set([...policy.fields, ...[...written.keys()].flatMap(({ newPerson }) => Object.keys(newPerson ?? {}) as FieldKey[])])];
  let seen: Map<string, XledgerEmployee> | undefined;
  await orLeave(() => [], async () => void (seen = await xledger.byDbId(dbIds, fields)));
  return seen;
}
