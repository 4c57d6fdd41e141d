/** Items that come out of our nodes: linked to where they come from, sensitive values masked or sealed, because n8n stores them. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { FIELD_KEYS, fieldOf, isSealed, keyFrom, open, seal, SENSITIVE_FIELDS, type FieldKey, type Person } from '../../core/person';
import type { WebhookCredential } from './credentials';

/** An item made of `value`, from the input item with this index. What cannot be stored (undefined) is left out. */
export function itemFrom(value: object, item: number): INodeExecutionData {
  const json = Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as IDataObject;
  return { json, pairedItem: { item, input: 0 } };
}

/** A person in an item: plain values, masks or sealed texts. */
export type ShownPerson = IDataObject;

/** The person with sensitive values masked, unless they are to be shown. */
export function coveredPerson(person: Person, { showSensitive }: { showSensitive: boolean }): ShownPerson {
  return withFields(person, (key, value) => (SENSITIVE_FIELDS.has(key) && !showSensitive ? masked(key, value) : value));
}

/** The person with sensitive values sealed: only who holds the same webhook credential opens them. */
export function sealedPerson(person: Person, humaId: string, credential: WebhookCredential): ShownPerson {
  const key = sealingKey(credential);
  return withFields(person, (field, value) => {
    if (!SENSITIVE_FIELDS.has(field)) return value;
    return key ? seal(key, labelOf(humaId, field), JSON.stringify(value)) : masked(field, value);
  });
}

/** The same object with what this credential can open opened; what it cannot stays sealed, and is later reported as not read. */
export function openedPerson(json: IDataObject, humaId: string, credential: WebhookCredential): IDataObject {
  const key = sealingKey(credential);
  const sealed = json.person;
  if (!key || typeof sealed !== 'object' || sealed === null) return json;
  const person = Object.entries(sealed as IDataObject).map(([field, value]) => {
    const opened = isSealed(value) ? open(key, labelOf(humaId, field), value) : undefined;
    return [field, opened?.ok ? (JSON.parse(opened.text) as unknown) : value];
  });
  return { ...json, person: Object.fromEntries(person) as IDataObject };
}

/** The stronger of the two secrets, the same on both ends. */
function sealingKey({ clientSecret, accessToken }: WebhookCredential): ReturnType<typeof keyFrom> | undefined {
  const secret = clientSecret || accessToken;
  return secret ? keyFrom(secret, 'seal') : undefined;
}

/** Whose value it is and which one is sealed in: it does not open as anybody else's. */
const labelOf = (humaId: string, field: string): string => `${humaId}:${field}`;

const masked = <K extends FieldKey>(key: K, value: unknown): string => fieldOf(key).kind.show(value as never);

function withFields(person: Person, show: (key: FieldKey, value: unknown) => unknown): ShownPerson {
  const known = FIELD_KEYS.filter((key) => person[key] !== undefined);
  return Object.fromEntries(known.map((key) => [key, person[key] === null ? null : show(key, person[key])])) as IDataObject;
}
