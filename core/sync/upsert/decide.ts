/** First step: what can be decided from the event, the link and the state of the user, before Xledger is asked anything (section G). */
import { NEEDED_TO_CREATE } from '../compare';
import { decide, factsOf, type Decision } from '../decide';
import { forgotten, pending, tombstone } from '../link';
import { problemOf, type FieldKey } from '../../person';
import type { Result } from '../report';
import type { Link, OutcomeKind, Policy, ReasonCode } from '../types';
import { settle, type PersonAtWork, type Run } from './run';

/** Settles everybody who is not to be looked up, and gives the others their step. */
export function decideAll(run: Run): void {
  for (const one of run.people) {
    noteWhatHumaSays(one, run.policy);
    const decision = decide(factsOf(one.subject, one.link, run.policy));
    if (decision.does === 'settle') settle(one, resultOf(one, decision, run));
    else one.step = decision.does;
  }
}

/** Only what concerns fields that are switched on. */
function noteWhatHumaSays({ subject, problems }: PersonAtWork, { fields }: Policy): void {
  if (subject.source.kind !== 'user') return;
  const on = new Set<FieldKey | undefined>([...fields, undefined]);
  const { user } = subject.source;
  problems.push(...user.problems.filter(({ field }) => on.has(field)), ...user.unreadable.filter((field) => on.has(field)).map((field) => problemOf(field, 'unreadable')));
}

type Settling = Extract<Decision, { does: 'settle' }>;

function resultOf({ subject, link, person }: PersonAtWork, { code, link: change }: Settling, { policy, at }: Run): Result {
  const { source } = subject;
  const next = change && changed(change, link, { connection: policy.connection, humaId: subject.humaId, at });
  return {
    outcome: OUTCOME_OF[code] ?? 'skipped',
    code,
    did: change === 'bury' ? 'tombstoned' : 'nothing',
    ...(next && !(link?.state === next.state) ? { link: next } : {}),
    ...(code === 'requiredMissing' || code === 'pending' ? { about: NEEDED_TO_CREATE.filter((field) => !person[field] && (code === 'pending' || field === 'email')) } : {}),
    ...(source.kind === 'unavailable' && code === 'humaUnavailable' ? { retry: source.retry, resumeAt: source.resumeAt, problems: [source.problem], outcome: source.retry ? 'notAttempted' : 'failed' } : {}),
  };
}

/** Where it is not simply skipped. */
const OUTCOME_OF: Partial<Record<ReasonCode, OutcomeKind>> = { requiredMissing: 'failed' };

function changed(change: NonNullable<Settling['link']>, link: Link | undefined, moment: { connection: string; humaId: string | null; at: string }): Link | undefined {
  if (moment.humaId === null) return undefined;
  // A creation that was begun is not forgotten because it has to wait.
  if (change === 'remember') return link?.state === 'creating' ? undefined : pending({ ...moment, humaId: moment.humaId });
  return link && (change === 'bury' ? tombstone : forgotten)(link, moment.at);
}
