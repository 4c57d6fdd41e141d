/** Sixth step: the way back, as a plan of its own that goes through the same guard and the same checks. */
import get from 'lodash/get';
import { fieldOf, isMasked, kindOf, SENSITIVE_FIELDS, showAt, targetsOf, valuesOf, wantedAt, type Address, type FieldKey, type Target, type TargetKey, type TargetValue } from '../../person';
import type { XledgerEmployee } from '../../xledger';
import { FORMAT_VERSION, sealValue, sign, type OpenDifference, type PlanDifference, type PlanHeader, type PlanRow } from '../plan';
import { inOrder, isTaken, type Run, type TakenRow } from './run';

/** A run is undone days later, when its plan has long expired. */
const HOURS_TO_UNDO = 30 * 24;

/** One signed row for each row that wrote into somebody who was there before, in the order of the plan. Values are those that stood there, byte for byte. */
export function inverseOf(run: Run): PlanRow[] {
  const { plan, options, with: { keys, clock, undoPlanId } } = run;
  if (!plan || options.dryRun) return [];
  const drafts = inOrder(run.rows.filter(isTaken)).map((one) => ({ one, differences: [...one.moved.xledger.flatMap((difference) => backInXledger(one, difference)), ...one.moved.huma.flatMap((field) => backInHuma(one, field, run))] })).filter(({ differences }) => differences.length > 0);
  const now = clock.now();
  const header: PlanHeader = { ...plan, planId: undoPlanId, madeAt: new Date(now).toISOString(), expiresAt: new Date(now + HOURS_TO_UNDO * 3_600_000).toISOString(), rows: drafts.length, undoes: plan.planId };
  return drafts.map(({ one, differences }, place) => sign(rowOf(one, differences, header, place + 1, run), keys.signature));
}

interface Back {
  target: Target;
  fields: readonly FieldKey[];
  /** What Xledger, or Huma at this target, is to hold again; null: nothing. */
  huma: TargetValue | null;
  xledger: TargetValue | null;
  /** With a field of Huma: what it is to hold again. */
  forHuma?: unknown;
  wins: 'huma' | 'xledger';
}

function backInXledger({ employee, now }: TakenRow, { target, fields, huma: written }: OpenDifference): Back[] {
  if (!employee) return [];
  const stood = storedAt(employee, target);
  if (target.shape === 'nationalId' && !isShownWhole(stood, now && storedAt(now, target))) return [];
  const stands = (now ? storedAt(now, target) : null) ?? written;
  const back = target.shape === 'address' ? overAddress(stood, stands) : stood;
  // R30: an address is never emptied, not even in part; what of it cannot go back stays.
  if (target.shape === 'address' && (back === null || JSON.stringify(back) === JSON.stringify(stands))) return [];
  return [{ target, fields, huma: back, xledger: stands, wins: 'huma' }];
}

/** U24: of a number that Xledger masks or does not show nobody knows what stood there. That one is shown now tells that there was none, where none was seen. */
const isShownWhole = (stood: TargetValue | null, stands: TargetValue | null | undefined): boolean => !isMasked(stood) && stands !== null && stands !== undefined && !isMasked(stands);

const overAddress = (stood: TargetValue | null, stands: TargetValue | null): TargetValue | null =>
  typeof stood !== 'object' || stood === null ? null : typeof stands === 'object' ? { ...stands, ...stood } : stood;

/** What Xledger stores, edges and all: `valuesOf` trims, and the way back may not. */
function storedAt(employee: XledgerEmployee, target: Target): TargetValue | null {
  const value = valuesOf(employee)[target.key as TargetKey] ?? null;
  const raw: unknown = get(employee, target.record === 'employee' ? target.path : target.key);
  if (value === null) return null;
  if (target.shape === 'address') return addressAsStored(raw, value as Address);
  return typeof raw === 'string' && PLAIN.has(target.shape) ? raw : value;
}

const PLAIN: ReadonlySet<Target['shape']> = new Set(['text', 'email', 'phone', 'bankAccount', 'nationalId']);

function addressAsStored(raw: unknown, value: Address): Address {
  const parts = { street: get(raw, 'streetAddress') as unknown, zipCode: get(raw, 'zipCode') as unknown, place: get(raw, 'place') as unknown };
  const stored = Object.fromEntries(Object.entries(parts).filter(([part, text]) => typeof text === 'string' && value[part as keyof Address] !== undefined));
  return { ...value, ...stored };
}

function backInHuma({ user, wroteHuma, employee, now }: TakenRow, field: FieldKey, { options: { reading } }: Run): Back[] {
  const [target] = targetsOf([field]).filter(({ composedOf }) => !composedOf);
  const there = wroteHuma?.now?.person;
  if (!target || !user || !there || !employee) return [];
  const values = valuesOf(now ?? employee);
  const says = wantedAt(target, there, values, reading);
  if (says.is !== 'value' && says.is !== 'clear') return [];
  const stood = user.person[field];
  // A name or an e-mail is never emptied in Huma; a value that could not be read is not put back.
  if (stood === undefined || (stood === null && fieldOf(field).required !== 'no')) return [];
  return [{ target, fields: [field], huma: says.is === 'value' ? says.value : null, xledger: values[target.key as TargetKey] ?? null, forHuma: stood, wins: 'xledger' }];
}

function rowOf({ open: { row }, moved, ending, link }: TakenRow, backs: readonly Back[], plan: PlanHeader, place: number, run: Run): Omit<PlanRow, 'signature'> {
  const lost = moved.xledger.length + moved.huma.length - backs.length;
  return {
    formatVersion: FORMAT_VERSION,
    plan,
    row: place,
    situation: 'different',
    action: 'update',
    proposal: 'update',
    why: 'Puts back what stood there before the sync.',
    humaId: row.humaId,
    employeeDbId: row.employeeDbId,
    contactDbId: row.contactDbId,
    subledgerDbId: row.subledgerDbId,
    name: row.name,
    employmentId: row.employmentId,
    evidence: { by: row.evidence.by, agrees: [], disagrees: [], candidates: [] },
    differences: backs.map((back) => differenceOf(back, plan.planId, place, run)),
    values: [],
    attention: lost > 0 ? [{ code: 'notPutBack', says: 'Not everything can be put back: an address is never emptied, neither is what Huma needs, and a national ID is known only where Xledger shows it whole. Look at it by hand.' }] : [],
    notCompared: [],
    remembers: { baseline: (ending?.link ?? link)?.baseline ?? {}, differing: {} },
    decision: null,
  };
}

function differenceOf({ target, fields, huma, xledger, forHuma, wins }: Back, planId: string, row: number, { with: { keys } }: Run): PlanDifference {
  const isSensitive = fields.some((field) => SENSITIVE_FIELDS.has(field));
  const kept = <T>(value: T | null, side: string): T | string | null => (value === null || !isSensitive ? value : sealValue(keys.seal, { planId, row, what: `${target.key}:${side}` }, value));
  const [field] = fields;
  return {
    target: target.key,
    fields: [...fields],
    label: [...new Set(fields)].map((each) => fieldOf(each).label).join(' and '),
    state: huma === null ? 'missingInHuma' : xledger === null ? 'missingInXledger' : 'different',
    huma: kept<TargetValue>(huma, 'huma'),
    xledger: kept<TargetValue>(xledger, 'xledger'),
    ...(forHuma !== undefined && { forHuma: kept<unknown>(forHuma, 'forHuma') }),
    shown: { huma: showAt(target, huma), xledger: wins === 'xledger' ? (forHuma === null || !field ? null : kindOf(field).show(forHuma as never)) : showAt(target, xledger) },
    moved: 'different',
    wins,
    why: wins === 'huma' ? 'Xledger held this before the sync.' : 'Huma held this before the sync.',
    offers: [wins],
    decision: null,
  };
}
