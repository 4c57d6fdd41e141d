// Where a position of a switch makes an end state differ from the default one, and why that is what the rules demand.
import type { Role } from './world';

/** Why, and for each person the paths that stand otherwise than by default; a path that ends in * stands for all that begin so. */
export interface Departure {
  why: string;
  paths: Partial<Record<Role, readonly string[]>>;
  /** What else is otherwise: an export finds what no message had told; each further one writes again; the next plan has something left to do. */
  also?: readonly ('caughtUp' | 'again' | 'left')[];
}

const all = (record: string, ...paths: string[]): string[] => paths.map((path) => `${record}.${path}`);
const PARTS = ['streetAddress', 'zipCode', 'place', 'country'].map((part) => `address.${part}`);
const SUBLEDGER = all('subledger', 'description', 'email', 'phone', 'bankAccount', ...PARTS);
const addressOfBoth = (parts: readonly string[]): string[] => [...all('contact', ...parts), ...all('subledger', ...parts)];
/** The address that comes by the full sync changes no country. */
const PLACE = PARTS.slice(0, 3);

const NO_SUPPLIER: Departure = {
  why: 'a subledger that is no supplier of the same dbId and code is never written (U1)',
  paths: { changed: SUBLEDGER, newcomer: ['subledger.code', ...SUBLEDGER], onlyInHuma: ['subledger.code', ...SUBLEDGER], humaWins: all('subledger', 'phone', ...PLACE) },
};
const NOT_CLEARED: Departure = { why: 'what cannot be cleared stays, is told once, and is not sent again', paths: { emptied: ['employee.trialTo'] } };
const MISSING_INPUTS: Departure = {
  why: 'an optional input that the server lacks leaves its path out',
  paths: { changed: ['contact.jobTitle', 'employee.noticeDate'], newcomer: ['contact.jobTitle'], humaWins: ['contact.jobTitle'], onlyInHuma: ['contact.jobTitle'] },
};
const NATIONAL_ID_NOT_SHOWN: Departure = { why: 'a national ID that Xledger does not show cannot be brought to Huma', paths: { onlyInXledger: ['huma.nationalId'] } };
const NOT_READABLE: Departure = {
  why: 'what the key may not read is never written, on either side',
  paths: { changed: ['contact.socialSec', 'employee.employmentTo', 'employee.noticeDate', 'subledger.bankAccount'], newcomer: ['contact.socialSec', 'subledger.bankAccount'], onlyInHuma: ['contact.socialSec', 'subledger.bankAccount'], onlyInXledger: ['huma.bankAccount', 'huma.nationalId'] },
};
const ANOTHER_WORD: Departure = { why: 'for a new user the type of an account can only be guessed, and Huma refuses it: said, and offered again', paths: { onlyInXledger: ['huma.bankAccount'] }, also: ['left'] };
const PERHAPS_EMPTY = [...addressOfBoth(PARTS), 'contact.birthday', 'contact.gender', 'contact.phone', 'subledger.phone'];
/** Not in Xledger. */
const NOBODY = ['contact.*', 'subledger.*', 'employee.*'];
const OWN_FORM = ['contact.phone', 'subledger.phone', 'contact.socialSec', 'subledger.bankAccount'];

export const DEPARTURES: Readonly<Record<string, Departure>> = {
  'U1 anotherLedgerKind': NO_SUPPLIER,
  'U1 numberedApart': NO_SUPPLIER,
  'U1 subledgerIsNull': { why: `${NO_SUPPLIER.why}; and what is not there cannot be brought to Huma`, paths: { ...NO_SUPPLIER.paths, onlyInXledger: ['huma.bankAccount'] } },
  'U3 ignoresLookupsAndMakesItsOwn': { why: 'the contact that was made for the person, and that Xledger did not link, holds the e-mail (U23): told as left over', paths: { newcomer: ['contact.email'], onlyInHuma: ['contact.email'] } },
  'U4 serverRulesBeyondTheSchema': { why: 'Xledger demands a payment method and a currency that cannot be set yet: nobody is created, its refusal is told, and each further message tries again', paths: { newcomer: NOBODY, onlyInHuma: NOBODY }, also: ['caughtUp', 'again', 'left'] },
  'U5 nullIsIgnored': NOT_CLEARED,
  'U5 nullIsRejected': NOT_CLEARED,
  'U5 onlyEmptyTextClears': NOT_CLEARED,
  'U22 reformatted': { why: 'the same values in Xledger\'s own form', paths: { changed: OWN_FORM, newcomer: OWN_FORM, onlyInHuma: OWN_FORM, humaWins: ['contact.phone', 'subledger.phone'] } },
  'U24 masked': NATIONAL_ID_NOT_SHOWN,
  'U24 null': NATIONAL_ID_NOT_SHOWN,
  'U26updates rejected': { why: 'a closed employee takes no change: the refusal is told', paths: { closed: ['employee.trialTo'] } },
  'U27 someMissing': MISSING_INPUTS,
  'U27 introspectionOffAndSomeMissing': MISSING_INPUTS,
  'H1Key decoded': { why: 'messages that do not prove themselves are not let in; the full sync finds the changes, and clears nothing by itself', paths: { emptied: ['employee.trialTo'] } },
  'H8 profileOnly': { why: 'changes of positions and status send no message; the export, or the full sync, finds them', paths: {}, also: ['caughtUp'] },
  'H9 wrapperMissing': NOT_READABLE,
  'H9 wrapperWithoutValue': NOT_READABLE,
  'H10 hidden': { why: 'four fields of everybody are perhaps empty, and may not be edited: neither compared nor written', paths: { changed: PERHAPS_EMPTY, newcomer: PERHAPS_EMPTY, onlyInHuma: PERHAPS_EMPTY, humaWins: [...addressOfBoth(PLACE), 'contact.gender', 'contact.phone', 'subledger.phone'], xledgerWins: ['huma.birthDate', 'huma.phone'], onlyInXledger: ['huma.address.*', 'huma.birthDate', 'huma.gender'] } },
  'H10 emptyLeftOut': { why: 'a wrapper that is left out says nothing: nothing is cleared, and nothing is filled in for a new user', paths: { ...NOT_CLEARED.paths, onlyInXledger: ['huma.address.*', ...all('huma', 'bankAccount', 'birthDate', 'employmentId', 'gender')] } },
  'H17 NATIONAL': ANOTHER_WORD,
  'H17 domestic': ANOTHER_WORD,
  'H24 name': { why: 'a country that is no code is not sent, and the address with it', paths: { changed: addressOfBoth(PARTS), newcomer: addressOfBoth(PARTS), onlyInHuma: addressOfBoth(PARTS), humaWins: addressOfBoth(PLACE) } },
  'H26 unlinks': { why: 'a field with a warning is written to Huma by an explicit choice only', paths: { xledgerWins: ['huma.phone'] } },
  'H26 refused': { why: 'the same, and a field without a warning is refused', paths: { xledgerWins: ['huma.birthDate', 'huma.phone'] } },
};

/** What two positions bring about together, and neither does alone. */
export const TOGETHER: readonly (Departure & { all: readonly (readonly string[])[] })[] = [
  {
    all: [['U1 anotherLedgerKind', 'U1 numberedApart', 'U1 subledgerIsNull'], ['U3 rejectsWithoutBothLookups']],
    why: 'an employee needs a subledger that nobody but Xledger itself can make: nobody is created, and its refusal is told',
    paths: { newcomer: NOBODY, onlyInHuma: NOBODY },
    also: ['caughtUp', 'again', 'left'],
  },
  { all: [['H7Body other'], ['H8 otherTopics']], why: 'a topic that names nobody tells nothing; the export, or the full sync, finds it', paths: {}, also: ['caughtUp'] },
];

/** Everything that accounts for a departure in these positions. */
export function departuresIn(names: readonly string[]): Departure[] {
  return [...names.flatMap((name) => DEPARTURES[name] ?? []), ...TOGETHER.filter(({ all: sets }) => sets.every((set) => set.some((name) => names.includes(name))))];
}

/** An update that empties what it leaves out: the first person shows it, and nobody else is written (U6). */
export const STOPPING: Readonly<Record<string, string>> = { 'U6 reset': 'the first person shows it, and nobody else is written' };
