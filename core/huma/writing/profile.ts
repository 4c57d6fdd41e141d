/** The profile fields: one PATCH with all that is to be written; what Huma refuses is taken out, and the rest sent again (H20). */
import { asNational, type Address, type BankAccount, type FieldKey, type FieldValues, type Person } from '../../person';
import { PROFILE_KEYS } from '../user';
import type { Failure } from '../api';
import { noteAnswer, openFields, say, type Account } from './account';
import { wrapperAt } from './mayWrite';
import type { Present, Writing } from './updating';

export async function writeProfile({ caller }: Pick<Writing, 'caller'>, account: Account, before: Present): Promise<void> {
  const body = bodyOf(account, before);
  await sendTogether(account, body, (part) => caller.change('PATCH', `/users/${encodeURIComponent(account.humaId)}`, part));
}

/** Keys of one PATCH, by field. */
export type Body = ReadonlyMap<FieldKey, { key: string; value: unknown }>;

/** Sends all at once. A refusal that names keys takes those out and sends the rest; one that names none is narrowed field by field. */
export async function sendTogether(account: Account, body: Body, send: (part: Record<string, unknown>) => ReturnType<Writing['caller']['change']>): Promise<void> {
  let left: FieldKey[] = [...body.keys()];
  while (left.length > 0) {
    const answer = await send(partOf(body, left));
    const refusal = answer.kind === 'failed' ? answer.failure.refusal : answer.kind === 'notVisible' ? { keys: [] } : undefined;
    if (!refusal || left.length === 1) return void noteAnswer(account, left, answer);
    const named = left.filter((field) => isNamed(body.get(field)?.key, refusal));
    if (named.length === 0) break;
    noteAnswer(account, named, answer);
    left = left.filter((field) => !named.includes(field));
  }
  for (const field of left) noteAnswer(account, [field], await send(partOf(body, [field])));
}

const partOf = (body: Body, fields: readonly FieldKey[]): Record<string, unknown> =>
  Object.fromEntries(fields.flatMap((field) => { const part = body.get(field); return part ? [[part.key, part.value]] : []; }));

const isNamed = (key: string | undefined, { keys }: NonNullable<Failure['refusal']>): boolean => keys.some((named) => named.split(/[.[]/)[0] === key);

function bodyOf(account: Account, before: Present): Body {
  const body = new Map<FieldKey, { key: string; value: unknown }>();
  for (const field of openFields(account)) {
    const key = PROFILE_KEYS.get(field);
    if (!key || field === 'nationalId') continue;
    const value = account.changes[field];
    const there = wrapperAt(before.details, key)?.value;
    const read = value === null || value === undefined ? { value: null } : (FORMS[field] ?? asItIs)(value as never, before.user.person, there);
    if ('why' in read) say(account, field, 'leftOut', { says: read.why });
    else body.set(field, { key, value: read.value });
  }
  return body;
}

type Form = (value: never, before: Person, there: unknown) => { value: unknown } | { why: string };

const asItIs: Form = (value) => ({ value });

/** Where Huma's input is not the value as it is. */
const FORMS: { readonly [K in FieldKey]?: Form } = {
  address: (wanted: FieldValues['address'], { address }, there) => ({ value: addressInput(wanted, address, there) }),
  bankAccount: (account: FieldValues['bankAccount'], _before, there) => accountInput(account, there),
};

/** All six keys, always (huma.md 1.12): the address as a whole, as it was shown. The street goes into the first line, unless the joined lines say it already (R30). */
function addressInput(wanted: Address, before: Address | null | undefined, there: unknown): Record<string, string> {
  const { street = '', zipCode = '', place = '', country = '' } = wanted;
  const lines = before?.street !== undefined && before.street === street ? linesOf(there) : { line1: street, line2: '', line3: '' };
  return { ...lines, postalCode: zipCode, city: place, country };
}

function linesOf(there: unknown): { line1: string; line2: string; line3: string } {
  const at = (key: string): string => {
    const line = typeof there === 'object' && there !== null ? (there as Record<string, unknown>)[key] : undefined;
    return typeof line === 'string' ? line : '';
  };
  return { line1: at('line1'), line2: at('line2'), line3: at('line3') };
}

/** The word for the type is the one that the present account has, where it is of the same shape, else the name of the shape (H17). */
function accountInput(account: BankAccount, there: unknown): { value: unknown } | { why: string } {
  const present = typeof there === 'object' && there !== null ? (there as Record<string, unknown>) : {};
  const isAlike = (account.kind === 'national' && 'number' in present) || (account.kind === 'international' && 'iban' in present);
  const type = isAlike && typeof present.type === 'string' ? present.type : account.kind;
  if (account.kind === 'national') return { value: { type, number: account.number, country: account.country } };
  if (account.bic) return { value: { type, iban: account.iban, bic: account.bic } };
  const national = asNational(account);
  return national ? { value: { type: 'national', ...national } } : { why: 'Huma takes an international account only with its BIC, which Xledger does not say.' };
}
