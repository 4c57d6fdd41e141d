/** From an opened row to what the two clients are told, and to the link that exists afterwards. Pure: Apply does the rest. */
import { printOf, remember, type PersonComparison } from '../compare';
import { linked, readRemembered } from '../link';
import type { Link } from '../types';
import type { FieldKey, Person, Reading } from '../../person';
import type { NewPerson, PersonUpdate, XledgerIds } from '../../xledger';
import type { KeyObject } from 'node:crypto';
import { deedOf, type Deed } from './decisions';
import type { OpenRow } from './keeping';
import type { PlanRow } from './types';

/** What one row asks for. Both may be there: fields go either way. */
export interface Writes {
  deed: Deed;
  xledger?: { kind: 'update'; update: PersonUpdate } | { kind: 'create'; person: NewPerson };
  /** Values as the fields hold them; `create` makes a user of them (R15: not invited). */
  huma?: { kind: 'update'; humaId: string; values: Person } | { kind: 'create'; values: Person };
}

/** Decisions heard. Nothing else than what the row names is written. */
export function toWrites(open: OpenRow): Writes {
  const deed = deedOf(open.row);
  const { humaId, employeeDbId, contactDbId, subledgerDbId } = open.row;
  const key = keyOf(open.row);
  if (deed === 'createInXledger') return { deed, xledger: { kind: 'create', person: { key, person: open.newcomer } } };
  if (deed === 'createInHuma') return { deed, huma: { kind: 'create', values: open.newcomer } };
  if (deed !== 'update' || employeeDbId === null) return { deed };
  const changes = open.differences.filter(({ wins }) => wins === 'huma').map(({ target, huma }) => ({ target, value: huma }));
  const values = Object.assign({}, ...open.differences.filter(({ wins }) => wins === 'xledger').map(({ forHuma }) => forHuma)) as Person;
  return {
    deed,
    ...(changes.length > 0 && { xledger: { kind: 'update', update: { key, employeeDbId, contactDbId, subledgerDbId, changes } } }),
    ...(humaId !== null && Object.keys(values).length > 0 && { huma: { kind: 'update', humaId, values } }),
  };
}

/** Unique in the plan, and nothing of the person: it becomes part of what Xledger is sent (U11). */
export const keyOf = ({ row, humaId, employeeDbId }: PlanRow): string => humaId ?? employeeDbId ?? `row-${row}`;

/** What became of the differences of a row, by the key of their target. Those in no set were not reached. */
export interface RowBecame {
  /** Xledger holds Huma's value now. */
  stuck: ReadonlySet<string>;
  /** Refused, let fall, or left as it is on purpose: not sent again until Huma's value is another one (R14, R20). */
  fell: ReadonlySet<string>;
  /** Huma holds these values now. */
  inHuma?: Person;
}

/**
 * The link after the row was worked on; undefined for rows without a pair. `before`: the link as it is now, so that a change since the
 * plan is not lost. Fields that were equal when the plan was made are remembered as equal.
 */
export function linkAfter({ row, differences }: OpenRow, ids: XledgerIds, became: RowBecame, how: { at: string; fingerprintKey: KeyObject; reading: Reading; before?: Link }): Link | undefined {
  if (row.humaId === null) return undefined;
  const { baseline, differing: { whole, ...differing } } = row.remembers;
  const inHuma = became.inHuma ?? {};
  const moved = (Object.keys(inHuma) as FieldKey[]).flatMap((field) => { const print = printOf(field, inHuma, how); return print ? [[field, print] as const] : []; });
  const prints: ReadonlyMap<FieldKey, string> = new Map([...(Object.entries(differing) as [FieldKey, string][]), ...moved]);
  const fields: PersonComparison['fields'] = new Map([...prints].map(([field, print]) => [
    field,
    { field, state: 'different', print, isClear: inHuma[field] === undefined && differences.some((one) => one.fields.includes(field) && one.huma === null), remembered: readRemembered(baseline[field], how.fingerprintKey) },
  ]));
  const comparison: PersonComparison = {
    fields,
    differences: differences.map(({ target, fields: of, huma, xledger, as }) => ({ target, fields: of, state: as.state, before: xledger, after: huma, moved: as.moved, settled: false })),
    problems: [],
  };
  // A value that Huma took is equal on both sides at its first place; another place of it may still differ.
  const equalNow = new Set(differences.filter(({ wins, forHuma, fields: of }) => wins === 'xledger' && of.every((field) => field in inHuma && field in forHuma)).map(({ target }) => target.key));
  const after = remember(baseline, comparison, { stuck: new Set([...became.stuck, ...equalNow]), fell: became.fell });
  const isHumas = moved.length === 0 && (Object.keys(differing) as FieldKey[]).every((field) => after[field] === (comparison.fields.get(field)?.isClear ? undefined : differing[field]));
  return linked({ connection: row.plan.connection, humaId: row.humaId, at: how.at }, ids, isHumas && whole !== undefined && after !== baseline ? { ...after, whole } : after, how.before);
}
