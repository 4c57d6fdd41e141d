/** Second step: who the others are in Xledger, and what follows from it. One slim reading of everyone, and only if somebody is not linked. */
import { courseOf } from '../decide';
import { indexXledger, match, type Match } from '../match';
import { begunBefore } from './resuming';
import { indexOf, open, settle, type PersonAtWork, type Run } from './run';

export async function findAll(run: Run): Promise<void> {
  const people = open(run);
  const index = people.some(({ step }) => step !== 'update') ? await indexOf(run) : indexXledger([]);
  const { matchBy, creation } = run.policy;
  const seekers = people.map(({ subject, person }) => ({ key: subject.key, humaId: subject.humaId, email: person.email, employmentId: person.employmentId }));
  const found = match(seekers, run.links.all, index, { by: matchBy, ownerDbId: creation.ownerDbId });
  for (const one of people) {
    goOn(one, found.get(one.subject.key) ?? { kind: 'none' }, run);
  }
}

function goOn(one: PersonAtWork, found: Match, run: Run): void {
  const own = one.step === 'add' && one.link?.state === 'creating' ? begunBefore(one.link, found, run) : undefined;
  if (own) return void Object.assign(one, { course: 'update', employeeDbId: own, isResumed: true });
  const course = courseOf(one.step ?? 'match', found, run.policy);
  const candidates = candidatesOf(found);
  if ('employeeDbId' in found) one.employeeDbId = found.employeeDbId;
  if (course.does === 'settle') {
    const shown = candidates.map((dbId) => named(dbId, run));
    settle(one, { outcome: course.fails ? 'failed' : 'skipped', code: course.code, candidates: shown, retry: mayBecomeClear(found, run) });
  } else {
    one.course = course.does;
  }
}

/** The key belongs to somebody who is at work in this same run, and may give it up there: the next look tells. */
const mayBecomeClear = (found: Match, run: Run): boolean =>
  found.kind === 'ambiguous' && open(run).some(({ step, link }) => step === 'update' && link?.employeeDbId != null && found.candidates.includes(link.employeeDbId));

const candidatesOf = (found: Match): string[] => (found.kind === 'ambiguous' ? found.candidates : 'employeeDbId' in found ? [found.employeeDbId] : []);

/** How a candidate is named in a result: by employment ID where there is one. */
function named(dbId: string, { index }: Run): string {
  const code = index?.byDbId(dbId)?.code;
  return code ? `employee ${code}` : `Xledger ID ${dbId}`;
}
