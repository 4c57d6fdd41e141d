/** How many requests a plan needs: the same sum for the summary, which tells it beforehand, and for Apply, which is held to it. Pure. */
import { fieldOf, TARGETS, type FieldKey } from '../../person';
import { deedOf, written } from './decisions';
import type { PlanRow } from './types';

export interface Requests {
  xledger: { reads: number; writes: number };
  huma: { reads: number; writes: number };
  total: number;
}

/** xledger.md 3: nodes a mass mutation, rows a page, dbIds a filter. */
const NODES_AT_ONCE = 500;
const ROWS_A_PAGE = 10_000;
const IDS_AT_ONCE = 1_000;

/**
 * With everything going well and batches full: reading again what is touched, the writes, and reading back. Learning what a tenant takes,
 * repeating what was lost and narrowing down what failed come on top.
 */
export function requestsFor(rows: readonly PlanRow[]): Requests {
  const updatesThere = rows.filter((row) => written(row, 'xledger').length > 0);
  const updatesInHuma = rows.filter((row) => written(row, 'huma').length > 0);
  const [createsThere, createsInHuma] = (['createInXledger', 'createInHuma'] as const).map((deed) => rows.filter((row) => deedOf(row) === deed).length);
  const touched = rows.filter((row) => row.employeeDbId !== null && deedOf(row) !== 'none').length;
  const everyone = Math.max(1, pagesOf(rows[0]?.plan.people.xledger ?? 0, ROWS_A_PAGE));
  const creating = createsThere ?? 0;
  const inputs = (['contacts', 'suppliers', 'employees'] as const).map((input) => updatesThere.filter((row) => written(row, 'xledger').some(({ target }) => INPUT_AT.get(target) === input)).length);
  const xledger = {
    // Who is touched and everyone by their keys are looked at together; so is all that new people may turn out to have, right before the adds.
    reads: Math.max(pagesOf(touched, IDS_AT_ONCE), creating > 0 ? everyone : 0) + (creating > 0 ? everyone + pagesOf(creating, IDS_AT_ONCE) : 0) + pagesOf(updatesThere.length + creating, IDS_AT_ONCE),
    writes: inputs.reduce((sum, count) => sum + pagesOf(count, NODES_AT_ONCE), 0) + 3 * pagesOf(creating, NODES_AT_ONCE),
  };
  const perPerson = updatesInHuma.map((row) => new Set(written(row, 'huma').flatMap(({ fields }) => fields.map(writeOf))));
  const newcomers = rows.filter((row) => deedOf(row) === 'createInHuma').map(({ values }) => new Set(values.map(({ field }) => writeOf(field))));
  const huma = {
    // Each person once before and once after, with the list of positions and the main one.
    reads: (2 * updatesInHuma.length + (createsInHuma ?? 0)) * READS_A_PERSON,
    writes: perPerson.reduce((sum, kinds) => sum + kinds.size, 0) + newcomers.reduce((sum, kinds) => sum + 1 + kinds.size, 0),
  };
  return { xledger, huma, total: xledger.reads + xledger.writes + huma.reads + huma.writes };
}

const READS_A_PERSON = 3;

const pagesOf = (count: number, size: number): number => Math.ceil(count / size);

const INPUT_AT: ReadonlyMap<string, string> = new Map(TARGETS.map(({ key, write }) => [key, write.input]));

/** Huma takes the profile, the position and each identification separately. */
function writeOf(field: FieldKey): 'profile' | 'position' | 'identification' {
  if (field === 'nationalId') return 'identification';
  return fieldOf(field).huma.startsWith('position') ? 'position' : 'profile';
}
