// The demo's starting point: the same 200 invented people in Huma and Xledger, with just enough apart to have something to sync.
import { inventPeople, type InventedPerson } from './people';

export interface Scenario {
  /** The people that Huma starts with. */
  huma: InventedPerson[];
  /** The people that Xledger starts with. */
  xledger: InventedPerson[];
  /** For `startHuma({ changes })`: what an invented person alone cannot say, by e-mail. */
  humaChanges: Record<string, { active?: boolean; email?: string }>;
  /** Who is apart and how, in words, for pages and tests. */
  remarks: ReadonlyArray<{ email: string; name: string; what: string }>;
}

/**
 * | who (n) | where | why |
 * |---|---|---|
 * | all but the ones below | both | the same on both sides |
 * | the rows of APART | both | differ in the fields named there |
 * | 190–194 | Huma only | hired, not yet in Xledger |
 * | 195–198 | Xledger only | never entered in Huma |
 * | 199 | both | deactivated in Huma, and differs: must stay as it is |
 */
export function demoScenario(): Scenario {
  const everybody = inventPeople(SPARE_FROM + APART.length);
  const spare = everybody.splice(SPARE_FROM);
  const apart = new Map(APART.map((row, at) => [row.n, { ...row, spare: spare[at] as InventedPerson }]));
  const sideOf = (side: 'huma' | 'xledger') => (person: InventedPerson): InventedPerson => {
    const row = apart.get(person.n);
    return row ? { ...person, ...row[side]?.(person, row.spare) } : person;
  };
  return {
    huma: everybody.filter(({ n }) => !ONLY_IN_XLEDGER.includes(n)).map(sideOf('huma')),
    xledger: everybody.filter(({ n }) => !ONLY_IN_HUMA.includes(n)).map(sideOf('xledger')),
    humaChanges: Object.fromEntries(everybody.filter(({ n }) => n === DEACTIVATED).map(({ email }) => [email, { active: false }])),
    remarks: everybody.flatMap((person) => {
      const what = apart.get(person.n)?.what ?? (ONLY_IN_HUMA.includes(person.n) ? 'only in Huma' : ONLY_IN_XLEDGER.includes(person.n) ? 'only in Xledger' : undefined);
      return what ? [{ email: person.email, name: `${person.givenName} ${person.familyName}`, what }] : [];
    }),
  };
}

const SPARE_FROM = 200;
const ONLY_IN_HUMA = [190, 191, 192, 193, 194];
const ONLY_IN_XLEDGER = [195, 196, 197, 198];
const DEACTIVATED = 199;

type Edit = (person: InventedPerson, spare: InventedPerson) => Partial<InventedPerson>;

/** Who differs: what the one side says instead. `spare` is a further invented person, whose unique values nobody else has. */
const APART: ReadonlyArray<{ n: number; what: string; huma?: Edit; xledger?: Edit }> = [
  { n: 10, what: 'new phone number in Huma', huma: (_, spare) => ({ phone: spare.phone }) },
  { n: 11, what: 'moved: new address in Huma', huma: (_, spare) => ({ address: spare.address }) },
  { n: 12, what: 'another job title in each', huma: () => ({ jobTitle: 'Avdelingsleder' }) },
  { n: 13, what: 'new bank account in Huma', huma: (_, spare) => ({ bankAccount: spare.bankAccount }) },
  { n: 14, what: 'a new family name, entered in Xledger only', xledger: (_, spare) => ({ familyName: spare.familyName }) },
  { n: 15, what: 'has given notice in Huma', huma: () => ({ terminationNotice: '2026-10-01', employmentEnd: '2027-01-01' }) },
  { n: 16, what: 'the bank account in Huma fails its check digit', huma: ({ bankAccount }) => ({ bankAccount: withWrongCheckDigit(bankAccount) }) },
  { n: 17, what: 'the same employment ID, but another e-mail in Xledger: a possible match', xledger: (_, spare) => ({ email: spare.email }) },
  { n: DEACTIVATED, what: 'deactivated in Huma, with another phone number', huma: (_, spare) => ({ phone: spare.phone }) },
];

const withWrongCheckDigit = (account: string): string => account.slice(0, -1) + String((Number(account.at(-1)) + 1) % 10);
