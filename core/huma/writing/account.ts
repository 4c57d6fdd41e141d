/** What is known, field by field, of one user's writes while they are under way. */
import type { FieldKey, Person } from '../../person';
import type { Failure, Final } from '../api';
import type { HumaFieldResult, HumaWritten } from '../types';

export interface Account {
  humaId: string;
  changes: Person;
  /** What is said of a field; those that are not in here are still to be written. */
  said: Map<FieldKey, HumaFieldResult>;
  /** Taken by Huma: whether it stuck, a reading tells. */
  sent: Set<FieldKey>;
}

export const openAccount = (humaId: string, changes: Person): Account => ({ humaId, changes, said: new Map(), sent: new Set() });

/** Fields that nobody has said anything about yet. */
export const openFields = ({ changes, said, sent }: Account): FieldKey[] => fieldsOf(changes).filter((field) => !said.has(field) && !sent.has(field));

/** Fields that the changes name: undefined is nothing to write. */
export const fieldsOf = (changes: Person): FieldKey[] => (Object.keys(changes) as FieldKey[]).filter((field) => changes[field] !== undefined);

export function say({ said }: Account, field: FieldKey, became: HumaFieldResult['became'], more: Partial<Pick<HumaFieldResult, 'says' | 'errorCode' | 'retry' | 'resumeAt'>> = {}): void {
  said.set(field, { field, became, retry: false, ...more });
}

/** Notes for these fields what came of sending them. Answers whether Huma took them. */
export function noteAnswer(account: Account, fields: readonly FieldKey[], answer: Final<unknown>): boolean {
  for (const field of fields) {
    if (answer.kind === 'done') account.sent.add(field);
    else if (answer.kind === 'notVisible') say(account, field, 'refused', { says: `Huma does not let the API key write it (HTTP ${answer.status}).` });
    else say(account, field, answer.failure.refusal || !answer.failure.retry ? 'refused' : 'notAttempted', saidBy(answer.failure));
  }
  return answer.kind === 'done';
}

/** A failure in the words of a result. */
export const saidBy = ({ says, retry, resumeAt, refusal }: Failure): Pick<HumaFieldResult, 'says' | 'errorCode' | 'retry' | 'resumeAt'> => ({
  says,
  retry,
  ...(resumeAt === undefined ? {} : { resumeAt }),
  ...(refusal?.errorCode && { errorCode: refusal.errorCode }),
});

/** Every field gets the same fate. */
export function allOf(account: Account, because: NonNullable<HumaWritten['because']>): HumaWritten {
  const { kind, ...more } = because;
  for (const field of openFields(account)) say(account, field, kind === 'notAttempted' ? 'notAttempted' : 'refused', more);
  return { humaId: account.humaId, created: false, fields: resultsOf(account), because };
}

/** One result for each field that was asked for, in the order of the changes. */
export const resultsOf = (account: Account): HumaFieldResult[] =>
  fieldsOf(account.changes).map((field) => account.said.get(field) ?? { field, became: account.sent.has(field) ? 'written' : 'notAttempted', retry: !account.sent.has(field) });
