/** Third step: what is to be written. One bulk reading of those who exist; whatever must not travel is taken out and told. */
import { compare, newPersonOf, rememberAsTheyAre, toSend } from '../compare';
import { keepUnique } from './keepUnique';
import { linkAfterwards, linkWith } from './linking';
import { isMarked, isOurs, leaveToOthers, markFirst } from './resuming';
import { open, settle, type PersonAtWork, type Run } from './run';

export async function prepareAll(run: Run): Promise<void> {
  await readThoseWhoExist(run);
  for (const one of open(run)) {
    if (one.course === 'create') drawUp(one, run);
    else compareOne(one, run);
  }
  await keepUnique(run);
  for (const one of open(run)) {
    if (one.newPerson && one.step === 'add' && run.policy.marksFirst && !run.policy.dryRun && !isMarked(one, run)) markFirst(one, run);
  }
  for (const one of open(run)) {
    if (one.course === 'update' && one.send.length === 0) settleUnchanged(one, run);
  }
}

async function readThoseWhoExist(run: Run): Promise<void> {
  const people = open(run).filter(({ course }) => course === 'update' || course === 'link');
  const { employees } = await run.xledger.lookAgain({ dbIds: people.map(({ employeeDbId }) => employeeDbId ?? ''), fields: run.policy.fields, subledgerDbIds: people.flatMap(({ link }) => link?.subledgerDbId ?? []) });
  for (const one of people) {
    one.employee = employees.get(one.employeeDbId ?? '');
    if (!one.employee) settle(one, { outcome: 'failed', code: 'linkedEmployeeGone' });
  }
}

function compareOne(one: PersonAtWork, run: Run): void {
  const { policy } = run;
  const { employee, person, link, subject } = one;
  if (!employee) return;
  if (one.isResumed && !isOurs(one, run)) return leaveToOthers(one, run);
  const comparison = compare(person, employee, { ...policy, baseline: one.isResumed ? {} : link?.baseline });
  one.comparison = comparison;
  one.problems.push(...comparison.problems);
  if (one.course === 'link') {
    const next = linkWith(one, rememberAsTheyAre(link?.baseline ?? {}, comparison), run);
    const about = [...new Set(comparison.differences.flatMap(({ fields }) => fields))];
    return settle(one, { outcome: 'applied', did: 'linked', code: 'linked', about, link: next });
  }
  const severalPositions = subject.source.kind === 'user' && subject.source.user.severalPositions;
  const chosen = toSend(comparison, { clearing: policy.clearing, severalPositions });
  one.send = chosen.send;
  one.problems.push(...chosen.problems);
}

function drawUp(one: PersonAtWork, { policy }: Run): void {
  const { person, missing, problems } = newPersonOf(one.person, policy.fields, policy.reading);
  if (missing.length > 0) return settle(one, { outcome: 'failed', code: 'requiredMissing', about: missing });
  one.problems.push(...problems);
  one.newPerson = person;
}

/** Nothing to write. What is equal on both sides is remembered all the same, and so is a pair that was just found. */
function settleUnchanged(one: PersonAtWork, run: Run): void {
  const link = linkAfterwards(one, run);
  const isNew = link !== undefined && one.link?.state !== 'linked';
  settle(one, isNew ? { outcome: 'applied', did: 'linked', code: 'linked', link } : { outcome: 'unchanged', code: 'unchanged', link });
}
