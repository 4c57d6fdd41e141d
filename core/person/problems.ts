/** What is wrong with a field of a person, and the sentence that tells a payroll person so: what was seen, what happens, what to do. */
import { fieldOf } from './fields';
import type { FieldKey } from './person';
import { quoted } from './mask';
import type { Withheld } from './targets/compare';
import type { Why } from './valueKind';
import { compactAccount, showAccount } from './values/bankAccount';
import { compactNationalId } from './values/nationalId';
import { LONGEST_TEXT, trimmed } from './values/text';

export type Side = 'huma' | 'xledger';

/** What can be wrong: with the value (Why), with where it may go (Withheld), with what Huma says of it, or with what Xledger takes. */
export type ProblemCode =
  | Why
  | Withheld
  | 'missing'
  | 'unreadable'
  | 'perhapsEmpty'
  | 'covered'
  | 'notCleared'
  | 'taken'
  | 'severalPositions'
  | 'laterStart'
  | 'severalIdentifications'
  | 'noContact'
  | 'noSubledger'
  | 'subledgerNotWritable'
  | 'fieldUnknownToServer'
  | 'notShown'
  | 'genderNotMapped'
  | 'countryNotTaken'
  | 'didNotStick'
  | 'notAccepted';

/** Plain data, safe to put in any output: a sensitive value is in it only as its mask. */
export interface Problem {
  field?: FieldKey;
  code: ProblemCode;
  /** Where the value was seen; Huma where not said. */
  side?: Side;
  /** The value counts all the same. */
  kept?: boolean;
  /** What was seen, masked or quoted. */
  shown?: string;
  /** How many characters or digits were seen, with `tooLong` and `wrongLength`. */
  count?: number;
  /** Who else, or what the server said, in words that are safe to show. */
  detail?: string;
}

/** A problem of a field. `raw` is what was seen: only what may be shown of it is kept. */
export function problemOf(field: FieldKey, code: ProblemCode, raw?: unknown, more: Pick<Problem, 'side' | 'kept' | 'detail'> = {}): Problem {
  const shown = raw === undefined ? undefined : shownOf(field, code, raw);
  const count = raw === undefined ? undefined : countOf(field, code, raw);
  return { field, code, ...more, ...(shown === undefined ? {} : { shown }), ...(count === undefined ? {} : { count }) };
}

/** One or more plain sentences in English. Never holds a sensitive value in clear. */
export function sentence(problem: Problem): string {
  const words = WORDS[problem.code];
  const label = problem.field ? fieldOf(problem.field).label : 'A value';
  const effect = words.effect ?? (problem.kept ? 'It is compared and written as it stands.' : effectOn(problem));
  return [`${label} ${words.seen(problem)}.`, effect, words.advice?.(problem) ?? correctIt(problem)].filter(Boolean).join(' ');
}

/** Whether the person is not synced because of it, as its sentence says (R16). */
export function keepsFromSync({ field, code, kept, side }: Problem): boolean {
  return field !== undefined && fieldOf(field).required === 'always' && WORDS[code].effect === undefined && !kept && side !== 'xledger';
}

interface Words {
  /** After the label, without a full stop. */
  seen(problem: Problem): string;
  effect?: string;
  advice?(problem: Problem): string;
}

const NOTHING_TO_DO = () => '';
const STAYS = 'The value in Xledger is left as it is.';

const WORDS: { readonly [C in ProblemCode]: Words } = {
  empty: { seen: () => 'is empty' },
  notText: { seen: ({ field }) => (field && NOT_READABLE[field]) ?? 'is not text' },
  tooLong: { seen: ({ count }) => (count === undefined ? `has a part of more than ${LONGEST_TEXT} characters` : `is ${count} characters long, and at most ${LONGEST_TEXT} fit`) },
  holdsControlCharacters: { seen: () => 'holds a control character, or half an emoji, that cannot be stored' },
  notAnEmail: { seen: ({ shown }) => `${is(shown)} not one complete e-mail address such as kari@example.no` },
  notADate: { seen: ({ shown }) => `${is(shown)} not a date written as year, month and day, such as 2024-08-31` },
  noSuchDay: { seen: ({ shown }) => `${is(shown)} a day that does not exist` },
  failsItsCheckDigit: { seen: (problem) => endsIn(problem, 'its check digit does not fit') ?? 'has a check digit that does not fit' },
  wrongLength: { seen: ({ count }) => `has ${count === 1 ? '1 digit' : `${count ?? 'too few or too many'} digits`}, and a Norwegian one has 11` },
  notDigits: { seen: (problem) => endsIn(problem, 'holds more than digits') ?? 'holds more than digits' },
  notAnIban: { seen: (problem) => endsIn(problem, 'is not a valid IBAN') ?? 'is not a valid IBAN' },
  notACountry: { seen: ({ shown }) => `has a country${shown ? `, ${shown},` : ''} that is not a two-letter country code such as NO` },
  notAPhoneNumber: { seen: ({ shown }) => `${shown ? `${shown} ` : ''}cannot be read as a phone number such as +47 99 00 00 00` },
  incomplete: { seen: ({ field }) => (field === 'address' ? 'names a country and nothing else' : 'has no country, and no default bank country is set') },
  notANationalId: { seen: () => 'has a birth date in it that does not exist' },

  genderIsFreeText: { seen: () => 'is free text in Huma, and Xledger knows only its own values', effect: STAYS, advice: NOTHING_TO_DO },
  bankCountryUnknown: {
    seen: () => 'was not sent: neither the company in Xledger nor the connection says which country it belongs to',
    effect: STAYS, advice: () => 'Set the default bank country of the connection.',
  },
  bankCountryDiffers: {
    seen: () => "belongs to another country than the subledger's company in Xledger, and Xledger takes no other there",
    effect: STAYS, advice: () => 'Correct the account in Huma (Bank account number), or enter it in Xledger by hand.',
  },
  accountIsInternational: {
    seen: () => 'is an international account, and Xledger takes a national one there',
    effect: STAYS, advice: () => 'Enter it in Xledger by hand, or a national account in Huma (Bank account number).',
  },

  missing: { seen: () => 'is missing', advice: (problem) => `Add it in ${place(problem)}.` },
  unreadable: { seen: () => 'cannot be read in Huma', effect: STAYS, advice: () => 'Give the API key access to it in Huma, or switch the field off.' },
  perhapsEmpty: { seen: () => 'came without a value, and Huma does not say that it is empty', effect: STAYS, advice: NOTHING_TO_DO },
  covered: {
    seen: () => 'came masked or sealed, so its value is not known here',
    effect: STAYS, advice: () => 'Give the node the credential that sealed it, or let it read the person from Huma itself.',
  },
  notCleared: { seen: () => 'is empty in Huma and has a value in Xledger', effect: 'It was not cleared there.', advice: () => 'Clear it in Xledger by hand if it should be empty.' },
  taken: {
    seen: ({ detail }) => `belongs to somebody else already${detail ? `: ${detail}` : ''}, and no two people may share it`,
    effect: 'It was not written.', advice: (problem) => `Find out whose it is, and correct the other in Huma (${nameInHuma(problem)}) or in Xledger.`,
  },
  severalPositions: {
    seen: () => 'was not read: the user has several current positions in Huma, and it is not clear which is the main one',
    effect: STAYS, advice: () => 'End the positions in Huma that no longer hold.',
  },
  laterStart: {
    seen: () => 'is later in Huma than in Xledger, and the user has several positions: a new position is not a new employment',
    effect: STAYS, advice: () => 'Change it in Xledger by hand, or in a manual sync, if it is one.',
  },
  severalIdentifications: {
    seen: () => 'was not read: the user has several national identifications in Huma',
    effect: STAYS, advice: () => 'Remove the ones in Huma (Identification) that no longer hold, or set the default bank country of the connection.',
  },

  noContact: { seen: () => 'was not written: the employee has no contact in Xledger that the token can see', effect: '', advice: () => 'Check the contact of the employee and the scopes of the token.' },
  noSubledger: { seen: () => 'was not written: the employee has no subledger in Xledger that the token can see', effect: '', advice: () => 'Check the subledger of the employee and the scopes of the token.' },
  subledgerNotWritable: { seen: () => 'was not written to the subledger: Xledger does not offer this one as a supplier', effect: '', advice: () => 'Enter it in the subledger in Xledger by hand.' },
  fieldUnknownToServer: { seen: () => 'was not written: this Xledger does not know the field', effect: '', advice: NOTHING_TO_DO },
  notShown: { seen: ({ detail }) => `was not compared${detail ? ` with ${detail}` : ''}: this Xledger has no such field to read`, effect: 'What stands there is left as it is.', advice: NOTHING_TO_DO },
  genderNotMapped: { seen: () => 'was not written: it is not known how this Xledger calls it', effect: STAYS, advice: () => 'Set which Xledger values stand for male and female in the connection.' },
  countryNotTaken: { seen: () => 'was written without its country: Xledger took it in none of the known forms', effect: '', advice: () => 'Choose the country in Xledger by hand.' },
  didNotStick: { seen: () => 'was sent, and Xledger still shows another value', effect: '', advice: () => 'Look at it in Xledger; it is sent again when it changes in Huma, or by a manual sync.' },
  notAccepted: { seen: ({ detail }) => `was refused by Xledger${detail ? `: ${detail}` : ''}`, effect: STAYS },
};

/** How a field is not what it should be, where "not text" would not say it. */
const NOT_READABLE: { readonly [K in FieldKey]?: string } = {
  employmentId: 'is not text: as a number it loses its leading zeros',
  bankAccount: 'is neither an account number with its country nor an IBAN',
  address: 'is not an address in parts: street, postal code, city and country',
  nationalId: 'is not an identity number with its country',
};

/** What may be shown of an invalid value. */
function shownOf(field: FieldKey, code: ProblemCode, raw: unknown): string | undefined {
  if (code === 'notACountry') return shownText(partOf(raw, 'country'));
  if (field === 'bankAccount') return accountOf(raw)?.map((number) => showAccount(number))[0];
  return fieldOf(field).sensitive ? undefined : shownText(raw);
}

const shownText = (raw: unknown): string | undefined => (typeof raw === 'string' && trimmed(raw) !== '' ? quoted(trimmed(raw)) : undefined);

function countOf(field: FieldKey, code: ProblemCode, raw: unknown): number | undefined {
  if (code === 'tooLong') return typeof raw === 'string' ? trimmed(raw).length : undefined;
  if (code !== 'wrongLength') return undefined;
  return field === 'bankAccount' ? accountOf(raw)?.map((number) => compactAccount(number).length)[0] : numberOf(raw)?.map((number) => compactNationalId(number).length)[0];
}

const accountOf = (raw: unknown): string[] | undefined => textsOf(raw, partOf(raw, 'number'), partOf(raw, 'iban'));
const numberOf = (raw: unknown): string[] | undefined => textsOf(raw, partOf(raw, 'number'), partOf(raw, 'value'));

function textsOf(...candidates: unknown[]): string[] | undefined {
  const texts = candidates.filter((candidate): candidate is string => typeof candidate === 'string');
  return texts.length > 0 ? texts : undefined;
}

const partOf = (raw: unknown, key: string): unknown => (typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[key] : undefined);

const is = (shown: string | undefined): string => (shown ? `${shown} is` : 'is');

/** "ends in 8903, and …", where an ending may be shown. */
function endsIn({ shown }: Problem, rest: string): string | undefined {
  const ending = shown?.replace(/^•+/, '');
  return ending ? `ends in ${ending}, and ${rest}` : undefined;
}

function effectOn({ field, side }: Problem): string {
  if (side === 'xledger' || !field) return '';
  if (fieldOf(field).required === 'always') return 'This person is not synced until it is corrected.';
  return fieldOf(field).required === 'forCreation' ? 'Xledger keeps the name it has; nobody is created without one.' : STAYS;
}

const correctIt = (problem: Problem): string => `Correct it in ${place(problem)}.`;
const place = (problem: Problem): string => (problem.side === 'xledger' ? 'Xledger' : `Huma${problem.field ? ` (${nameInHuma(problem)})` : ''}`);
const nameInHuma = ({ field }: Problem): string => (field ? fieldOf(field).nameInHuma : 'the field');
