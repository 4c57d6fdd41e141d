/** What moved in an employee although nobody asked for it: how a first write shows whether an update leaves the rest alone (U6). Pure. */
import isEqual from 'lodash/isEqual';
import unset from 'lodash/unset';
import { FIELD_KEYS, fieldOf, TARGETS, valuesOf, type FieldKey, type Target, type TargetKey } from '../../person';
import type { XledgerEmployee } from '../../xledger';

/** What was asked for: a target, and the fields behind it. */
export interface Meant {
  target: Target;
  fields: readonly FieldKey[];
}

/** How many are tried alone for such a proof. Whom Xledger refuses shows nothing, and moves nothing: more of those may go by before they hold up everybody else. */
export const MOST_FIRSTS = { written: 3, refused: 10 } as const;

/**
 * Labels of what is not as it was, though nothing that was meant names it; what this Xledger does not show says nothing (U27). Texts that Xledger makes of the names, and the mask of a number,
 * follow by themselves (U24, U25). Both readings have to hold every field.
 */
export function movedUnasked(before: XledgerEmployee, now: XledgerEmployee, meant: readonly Meant[]): string[] {
  const asked = [...meant.map(({ target }) => pathOf(target)), ...meant.flatMap(({ fields }) => fields.flatMap((field) => FOLLOWERS[field] ?? [])), ...[before, now].flatMap(({ notShown = [] }) => notShown.map((key) => key.replace(/^employee\./, ''))), 'notShown', 'modifiedAt'];
  const [was, is] = [before, now].map((employee) => {
    const rest = structuredClone(employee);
    for (const path of asked) unset(rest, path);
    return rest;
  });
  return moved(was, is);
}

/** What an update could empty without being asked to, in the records that are written: where there is nothing of it, a write proves nothing (U6). */
export const atStake = (employee: XledgerEmployee, meant: readonly Meant[]): string[] => besides(employee, meant).filter(isPlain).map(({ key }) => key);

/** Whether the records that are written hold anything else, though it be an address or a gender alone: that too can go. */
export const holdsMore = (employee: XledgerEmployee, meant: readonly Meant[]): boolean => besides(employee, meant).length > 0;

function besides(employee: XledgerEmployee, meant: readonly Meant[]): Target[] {
  const written = new Set(meant.map(({ target }) => target.record));
  const asked = new Set<string>(meant.map(({ target }) => target.key));
  const values = valuesOf(employee);
  return TARGETS.filter((target) => written.has(target.record) && !asked.has(target.key) && isKept(target) && (values[target.key as TargetKey] ?? null) !== null);
}

/** Everything that was at stake is gone: no other hand does that, in the moment between two readings. */
export function isAllGone(before: XledgerEmployee, now: XledgerEmployee, meant: readonly Meant[]): boolean {
  const stake = atStake(before, meant);
  const values = valuesOf(now);
  const records = new Set(stake.map((key) => key.split('.')[0]));
  return [...records].some((record) => stake.filter((key) => key.startsWith(`${record}.`)).every((key) => (values[key as TargetKey] ?? null) === null));
}

/** Nothing that Xledger makes itself, or that the row is known by. */
const isKept = ({ key, composedOf }: Target): boolean => composedOf === undefined && key !== 'employee.code';

/** Kept in the row itself. */
const isPlain = ({ shape }: Target): boolean => shape !== 'address' && shape !== 'gender';

function moved(was: unknown, is: unknown, path: string[] = []): string[] {
  if (isEqual(was, is)) return [];
  if (!isRecord(was) || !isRecord(is)) return [LABELS.get(path.slice(0, 2).join('.')) ?? path.join('.')];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return [...new Set(keys.flatMap((key) => moved(was[key], is[key], [...path, key])))];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const pathOf = ({ key, record, path }: Target): string => (record === 'employee' ? path : key);

const FOLLOWERS: { readonly [K in FieldKey]?: readonly string[] } = {
  givenName: ['description', 'contact.name'],
  familyName: ['description', 'contact.name'],
  nationalId: ['socialSecurityMasked'],
};

const LABELS: ReadonlyMap<string, string> = new Map(FIELD_KEYS.flatMap((field) => fieldOf(field).targets.map((target) => [pathOf(target), fieldOf(field).label] as const)));
