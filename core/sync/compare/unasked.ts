/** What moved in an employee although nobody asked for it: how a first write shows whether an update leaves the rest alone (U6). Pure. */
import isEqual from 'lodash/isEqual';
import unset from 'lodash/unset';
import { FIELD_KEYS, fieldOf, type FieldKey, type Target } from '../../person';
import type { XledgerEmployee } from '../../xledger';

/** What was asked for: a target, and the fields behind it. */
export interface Meant {
  target: Target;
  fields: readonly FieldKey[];
}

/**
 * Labels of what is not as it was, though nothing that was meant names it. Texts that Xledger makes of the names, and the mask of a number,
 * follow by themselves (U24, U25). Both readings have to hold every field.
 */
export function movedUnasked(before: XledgerEmployee, now: XledgerEmployee, meant: readonly Meant[]): string[] {
  const asked = [...meant.map(({ target }) => pathOf(target)), ...meant.flatMap(({ fields }) => fields.flatMap((field) => FOLLOWERS[field] ?? [])), 'modifiedAt'];
  const [was, is] = [before, now].map((employee) => {
    const rest = structuredClone(employee);
    for (const path of asked) unset(rest, path);
    return rest;
  });
  return moved(was, is);
}

function moved(was: unknown, is: unknown, path: string[] = []): string[] {
  if (isEqual(was, is)) return [];
  if (!isRecord(was) || !isRecord(is)) return [LABELS.get(path.slice(0, 2).join('.')) ?? LABELS.get(path[0] ?? '') ?? path.join('.')];
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
