// Whole tenants for the property tests of plans: nasty people on both sides, some the same, some alike, some linked, some gone.
import fc from 'fast-check';
import type { HumaUser } from '../../core/huma';
import { FIELD_KEYS, normalise, type FieldKey, type Person } from '../../core/person';
import type { Link } from '../../core/sync';
import { printOf } from '../../core/sync/compare';
import type { PlanPolicy } from '../../core/sync/plan';
import type { XledgerEmployee } from '../../core/xledger';
import { employees, KEYS, POLICY, READING } from '../unit/plan/tenants';
import { link, user } from '../unit/sync/people';
import { anyValid } from './personValues';

export interface Tenant {
  users: HumaUser[];
  employees: XledgerEmployee[];
  links: Link[];
  policy: PlanPolicy;
}

/** From small pools, so that people meet; in spellings that mean the same, and in letters that do not survive careless code. */
const emails = fc.constantFrom('kari@example.no', 'Kari@Example.NO', 'åse@example.no', 'a\u030ase@example.no', 'ola@example.no', 'mıke@example.no', 'nils@example.com', 'aile@example.no');
const ids = fc.constantFrom('1', '01', '001', '1001', '1002', 'A-7', 'A-7 ');
const names = fc.constantFrom('Kari', 'Áile', 'Åse', 'A\u030ase', 'O"Brien\\', '{$x}', '<b>Per</b>', 'שלום', '👩‍👩‍👧', 'To\u00a0Navn', 'Nor\nMan');
const phones = fc.constantFrom('+47 99 00 00 00', '99000000', '0047 99000001', '99 00 00 02', '+4799000003', 'ring Kari');
/** Nobody was employed when they were born: so a birth date in an output is a leak. */
const births = fc.integer({ min: 1930, max: 1970 }).map((year) => `${year}-02-03`);
const dates = fc.integer({ min: 2000, max: 2030 }).map((year) => `${year}-08-01`);

const RAW: { readonly [K in FieldKey]: fc.Arbitrary<unknown> } = {
  email: emails, employmentId: ids, givenName: names, familyName: names, phone: phones, birthDate: births, bankAccount: anyValid('bankAccount'), address: anyValid('address'), gender: anyValid('gender'), jobTitle: names,
  employmentStart: dates, probationEnd: dates, terminationNotice: dates, employmentEnd: fc.integer({ min: 2015, max: 2030 }).map((year) => `${year}-12-31`), nationalId: anyValid('nationalId'),
};

/** A value, nothing known, or known to be empty. */
const person: fc.Arbitrary<Person> = fc.record(Object.fromEntries(FIELD_KEYS.map((field) => [field, fc.option(fc.option(RAW[field], { freq: 8 }), { nil: undefined, freq: field === 'email' || field.endsWith('Name') ? 20 : 6 })])) as { [K in FieldKey]: fc.Arbitrary<unknown> }).map((raw) => normalise(raw, READING).person);

interface Seed {
  inHuma: boolean;
  inXledger: boolean;
  huma: Person;
  xledger: Person;
  /** Fields that Xledger has of `xledger` instead of `huma`. */
  apart: FieldKey[];
  active: boolean;
  severalPositions: boolean;
  groups: string[] | undefined;
  linked: 'no' | 'linked' | 'deleted' | 'gone' | 'crossed';
  /** Whose value of a field was last seen on both sides, or was last left as it is. */
  remembered: { [K in FieldKey]?: 'huma' | 'xledger' | 'left' };
  without: 'nothing' | 'contact' | 'subledger';
  ownerDbId: string;
}

const seed: fc.Arbitrary<Seed> = fc.record({
  inHuma: fc.boolean(), inXledger: fc.boolean(), huma: person, xledger: person,
  apart: fc.subarray([...FIELD_KEYS], { maxLength: 4 }),
  active: fc.constantFrom(true, true, true, false), severalPositions: fc.constantFrom(false, false, true), groups: fc.constantFrom(undefined, ['ours'], ['ours'], ['other']),
  remembered: fc.dictionary(fc.constantFrom(...FIELD_KEYS), fc.constantFrom('huma', 'huma', 'xledger', 'left'), { maxKeys: 10 }) as fc.Arbitrary<Seed['remembered']>,
  linked: fc.constantFrom('no', 'no', 'linked', 'linked', 'deleted', 'gone', 'crossed'), without: fc.constantFrom('nothing', 'nothing', 'nothing', 'contact', 'subledger'), ownerDbId: fc.constantFrom('1', '1', '1', '2'),
});

const winner = fc.constantFrom('huma', 'xledger', 'none') as fc.Arbitrary<'huma' | 'xledger' | 'none'>;

export const policies: fc.Arbitrary<PlanPolicy> = fc.record({
  general: winner, byField: fc.dictionary(fc.constantFrom(...FIELD_KEYS), winner, { maxKeys: 3 }), missing: fc.constantFrom('fill', 'leave', 'clear'), createIn: fc.constantFrom('xledger', 'huma', 'both', 'none'),
  firstMatchWaits: fc.boolean(), employmentIdCounts: fc.boolean(), otherSideChanged: fc.constantFrom(undefined, 'keep', 'overwrite', 'follow'), writeTo: fc.constantFrom(undefined, 'xledger', 'huma', 'both'), groupId: fc.constantFrom(undefined, undefined, 'ours'),
} as const).map(({ general, byField, ...rest }) => ({ ...POLICY, ...rest, wins: { general, byField } }) as PlanPolicy);

/** Up to five people. `everybodyIsActive`: all of them may be written, so that both paths have the same to decide. */
export const tenants = ({ everybodyIsActive = false } = {}): fc.Arbitrary<Tenant> =>
  fc.record({ seeds: fc.array(seed, { minLength: 1, maxLength: 5 }), policy: policies }).map(({ seeds, policy }) => {
    const users = seeds.flatMap(({ inHuma, huma, active, severalPositions, groups }, number) => {
      const email = everybodyIsActive ? { email: huma.email ?? `only${number}@example.no` } : {};
      return inHuma ? [user(`h${number}`, { ...huma, ...email }, everybodyIsActive ? { severalPositions } : { active, severalPositions, groups })] : [];
    });
    const rows = seeds.flatMap(({ inXledger, huma, xledger, apart, without, ownerDbId }, number) => (inXledger ? employees({ dbId: String(100 + number), person: mixed(huma, xledger, apart), more: (employee) => {
      employee.ownerDbId = ownerDbId;
      if (without !== 'nothing') employee[without] = null;
    } }) : []));
    const links = seeds.flatMap(({ linked, inHuma, huma, xledger, remembered }, number): Link[] => {
      const at = { no: '', linked: String(100 + number), deleted: String(100 + number), gone: '999', crossed: String(100 + ((number + 1) % seeds.length)) }[linked];
      // Who lost their employee is looked for again by the plan, and by events is not.
      const isOut = everybodyIsActive && ((linked === 'deleted' && inHuma) || !rows.some(({ dbId }) => dbId === at));
      return linked === 'no' || isOut ? [] : [link(`h${number}`, at, linked === 'deleted' ? { state: 'deleted' } : { baseline: baselineOf(huma, xledger, remembered) })];
    });
    return { users, employees: rows, links, policy };
  });

function baselineOf(huma: Person, xledger: Person, remembered: Seed['remembered']): Link['baseline'] {
  const print = (field: FieldKey, person: Person) => printOf(field, person, { reading: READING, fingerprintKey: KEYS.fingerprint }) ?? '';
  const texts = Object.entries(remembered) as [FieldKey, 'huma' | 'xledger' | 'left'][];
  return Object.fromEntries(texts.map(([field, whose]) => [field, whose === 'left' ? `!${print(field, huma)}` : print(field, whose === 'huma' ? huma : xledger)]).filter(([, text]) => text !== '' && text !== '!'));
}

const mixed = (huma: Person, xledger: Person, apart: readonly FieldKey[]): Person => ({ ...huma, ...Object.fromEntries(apart.map((field) => [field, xledger[field]])) });

/** What must not be seen of a tenant, as it was entered and without what groups it. */
export function secretsOf({ users, employees: rows }: Pick<Tenant, 'users' | 'employees'>): string[] {
  const raw = [
    ...users.flatMap(({ person: { bankAccount, nationalId, birthDate } }) => [bankAccount && (bankAccount.kind === 'national' ? bankAccount.number : bankAccount.iban), nationalId?.number, birthDate]),
    ...rows.flatMap(({ contact, subledger }) => [subledger?.bankAccount, contact?.socialSec, contact?.birthday]),
  ].filter((text): text is string => typeof text === 'string' && text !== '');
  return [...new Set(raw.flatMap((text) => [text, text.replace(/[\s.-]/gu, '')]))];
}
