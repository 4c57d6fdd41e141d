/** Where each field stands in Huma's answers, read off the field table. */
import { FIELD_KEYS, fieldOf, type FieldKey } from '../../person';

/** The table's `huma` is a path such as `homeAddress.value`, or `position contractEndDate.value`. */
const PATH = /^(?<position>position )?(?<key>[A-Za-z]+)/;

/** Profile fields by their key in `GET /users/{id}`, position fields by their key in `GET /users/{id}/positions/{id}`. */
export const PROFILE_KEYS: ReadonlyMap<FieldKey, string> = keysOf('profile');
export const POSITION_KEYS: ReadonlyMap<FieldKey, string> = keysOf('position');

export const POSITION_FIELDS: readonly FieldKey[] = [...POSITION_KEYS.keys()];

/** Huma's deprecated top-level names of the position fields (huma.md 1.6): what webhooks, and keys without positions, have instead (R32.4). */
export const DEPRECATED_KEYS: ReadonlyMap<FieldKey, string> = new Map([
  ['jobTitle', 'jobTitle'],
  ['employmentStart', 'employmentStartDate'],
  ['probationEnd', 'probationEndDate'],
  ['terminationNotice', 'terminationNoticeDate'],
  ['employmentEnd', 'employmentEndDate'],
]);

function keysOf(place: 'profile' | 'position'): Map<FieldKey, string> {
  const found = FIELD_KEYS.map((field) => ({ field, path: PATH.exec(fieldOf(field).huma)?.groups }));
  return new Map(found.flatMap(({ field, path }) => (path?.key && (path.position ? 'position' : 'profile') === place ? [[field, path.key] as const] : [])));
}
