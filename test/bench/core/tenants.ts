// Seeded people as both systems would answer about them, in pages of JSON text: what a full comparison is given.
import { inventPeople, type InventedPerson } from '../../../sandbox/people';
import { FIELD_KEYS, keyFrom, type Person } from '../../../core/person';
import { linkToItem, type LinkItem } from '../../../core/sync';
import { baselineOf } from '../../../core/sync/compare';
import { humaIdOf, humaPage, idsOf, xledgerPage, type HumaAnswers, type XledgerAnswer } from './answers';

export interface TenantSize {
  people: number;
  seed: number;
  /** One in so many differs; 50: 2 %. */
  oneDiffersIn: number;
}

export interface BenchTenant {
  size: TenantSize;
  /** What Huma answers about one person after the other, as JSON text that is made while it is asked for; or parsed already. */
  humaPages(): Iterable<string | readonly HumaAnswers[]>;
  /** Xledger's answers, likewise. */
  xledgerPages(): Iterable<string | XledgerAnswer>;
  /** The rows of xledger_links: everyone linked, and remembered as Xledger has them. */
  links: LinkItem[];
  /** E-mail of those who differ → the target that has to show it. */
  differing: ReadonlyMap<string, string>;
}

export const READING = { bankCountry: 'NO', phoneCountry: 'NO' } as const;
export const NOW = Date.parse('2026-03-01T10:00:00Z');
export const KEYS = { seal: keyFrom('token-of-the-bench', 'seal'), signature: keyFrom('token-of-the-bench', 'signature'), fingerprint: keyFrom('token-of-the-bench', 'fingerprint') };
const ON_A_PAGE = 500;

export function inventTenant(size: TenantSize): BenchTenant {
  const { people: count, seed, oneDiffersIn } = size;
  const apart = Math.ceil(count / oneDiffersIn);
  const invented = inventPeople(count + apart, seed);
  const spare = invented.splice(count);
  const edits = new Map(spare.map((one, number) => [number * oneDiffersIn, { ...EDITS[number % EDITS.length] as Edit, spare: one }]));
  const inHuma = (person: InventedPerson): InventedPerson => {
    const edit = edits.get(person.n);
    return edit ? { ...person, ...edit.make(person, edit.spare) } : person;
  };
  return {
    size,
    *humaPages() { for (const page of pagesOf(invented)) yield humaPage(page.map(inHuma), NOW); },
    *xledgerPages() { for (const page of pagesOf(invented)) yield xledgerPage(page, page.at(-1) !== invented.at(-1)); },
    links: invented.map(linkOf),
    differing: new Map([...edits].map(([n, { target }]) => [invented[n]?.email ?? '', target])),
  };
}

interface Edit {
  target: string;
  make: (person: InventedPerson, spare: InventedPerson) => Partial<InventedPerson>;
}

/** The same with everything parsed and kept. */
export function held(tenant: BenchTenant): BenchTenant {
  const [huma, xledger] = [[...tenant.humaPages()].map(parsed<readonly HumaAnswers[]>), [...tenant.xledgerPages()].map(parsed<XledgerAnswer>)];
  return { ...tenant, humaPages: () => huma, xledgerPages: () => xledger };
}

/** Ours to trust: it was made here. */
export const parsed = <T>(page: string | T): T => (typeof page === 'string' ? (JSON.parse(page) as T) : page);

/** What the 2 % say instead, by turns. A further invented person lends values that nobody else has. */
const EDITS: readonly Edit[] = [
  { target: 'contact.phone', make: (_, spare) => ({ phone: spare.phone }) },
  { target: 'contact.address', make: (_, spare) => ({ address: { ...spare.address, street: `${spare.address.street} X` } }) },
  { target: 'contact.jobTitle', make: ({ jobTitle }) => ({ jobTitle: `${jobTitle} II` }) },
  { target: 'subledger.bankAccount', make: (_, spare) => ({ bankAccount: spare.bankAccount }) },
  { target: 'contact.lastName', make: ({ familyName }) => ({ familyName: `${familyName}-Ny` }) },
];

function* pagesOf(people: readonly InventedPerson[]): Generator<InventedPerson[]> {
  for (let from = 0; from < people.length; from += ON_A_PAGE) yield people.slice(from, from + ON_A_PAGE);
}

function linkOf(person: InventedPerson): LinkItem {
  const ids = idsOf(person);
  return linkToItem({
    connection: 'default', humaId: humaIdOf(person), state: 'linked',
    employeeDbId: String(ids.employee), contactDbId: String(ids.contact), subledgerDbId: String(ids.subledger),
    baseline: baselineOf(FIELD_KEYS, personOf(person), { reading: READING, fingerprintKey: KEYS.fingerprint }),
    changedAt: '2026-01-01T00:00:00.000Z',
  });
}

type NullableDates = { [K in keyof InventedPerson]: InventedPerson[K] | (K extends 'probationEnd' | 'terminationNotice' | 'employmentEnd' ? null : never) };

/** As core would read them; the check of a bench shows when it does not. */
function personOf({ email, employmentId, givenName, familyName, phone, birthDate, bankAccount, address, gender, jobTitle, employmentStart, probationEnd = null, terminationNotice = null, employmentEnd = null, nationalId }: NullableDates): Person {
  return {
    email, employmentId, givenName, familyName, phone, address, jobTitle,
    gender: gender === 'female' ? 'Female' : 'Male',
    bankAccount: { kind: 'national', number: bankAccount, country: 'NO' },
    nationalId: { number: nationalId, country: 'NO' },
    ...({ birthDate, employmentStart, probationEnd, terminationNotice, employmentEnd } as Person),
  };
}
