// The Open API's plain shapes: list people, groups, titles, position summaries, addresses and accounts.
import type { Huma } from '../context';
import { type Address, type BankAccount, currentPositions, type Group, type JobTitle, type Position, statusOf, type User } from '../state';
import type { Switches } from '../switches';

type Plain = Record<string, unknown>;

/** One entry of GET /users, also the answer of POST /users. Who deactivated whom is left out of lists. */
export function listUser(huma: Huma, user: User): Plain {
  const { id, profile, type } = user;
  const jobTitles = jobTitlesOf(huma, user).map(titleSummary);
  const groups = huma.store.groupsOf(user).map(groupShape);
  const of = (kind: string) => groups.filter((group) => group.type === kind);
  return {
    id,
    givenName: profile.givenName,
    familyName: profile.familyName,
    ...(profile.preferredName && { preferredName: profile.preferredName }),
    email: profile.email,
    ...(profile.phone && huma.switches.H10 !== 'hidden' && { phone: phoneShape(huma, profile.phone) }),
    ...(jobTitles[0] && { jobTitle: jobTitles[0] }),
    jobTitles,
    teams: of('team'),
    locations: of('location'),
    companies: of('company'),
    groups,
    type,
    status: { active: user.active },
  };
}

/** The short person inside other answers. */
export function simpleUser(huma: Huma, user: User): Plain {
  const { id, givenName, familyName, email, jobTitles, type, status } = listUser(huma, user);
  return { id, givenName, familyName, email, jobTitles, type, status };
}

export function groupShape(group: Group): Plain & { type: string } {
  const { id, name, type, organizationNumber, address } = group;
  return { id, name, type, ...(organizationNumber && { organizationNumber, invalidOrganizationNumber: false }), ...(address && { address }) };
}

/** GET /groups/{id}: with its members, and without a type. */
export function groupDetails(huma: Huma, group: Group): Plain {
  const { type: _type, ...shape } = groupShape(group);
  const members = [...huma.store.users.values()].filter((user) => user.groups.includes(group.id) && !user.invisible);
  return { ...shape, ...(group.description && { description: group.description }), members: members.map((user) => listUser(huma, user)), grants: [], links: [] };
}

export const titleSummary = ({ id, name }: JobTitle): Plain => ({ id, name });

export function jobTitlesOf(huma: Huma, user: User): JobTitle[] {
  const ids = new Set(currentPositions(user, huma.now()).map((position) => position.titleId));
  return [...ids].flatMap((id) => (id && huma.store.titles.get(id)) || []);
}

/** One entry of GET /users/{userId}/positions and of currentPositions: no probation or notice date. */
export function positionSummary(huma: Huma, position: Position): Plain {
  const { id, description, contractStartDate, contractEndDate, percentage, contractType, titleId } = position;
  const title = titleId && huma.store.titles.get(titleId);
  const end = huma.switches.H9 === 'readable' ? contractEndDate : undefined;
  return withoutEmpty({
    id, title, description, contractStartDate, contractEndDate: end,
    periodInMonths: contractStartDate && end && monthsBetween(contractStartDate, end),
    percentage, contractType, status: statusOf(position, huma.now()),
  });
}

/** H23: as entered, or as E.164 where it looks like a number. */
export function phoneShape(huma: Huma, phone: string): string {
  if (huma.switches.H23 === 'asEntered') return phone;
  const digits = phone.replace(/[\s().-]/g, '').replace(/^00/, '+');
  if (/^\d{8}$/.test(digits)) return `+47${digits}`;
  return /^\+\d{6,15}$/.test(digits) ? digits : phone;
}

/** H24: the country as a code in capitals or small letters, or as an English name. */
export function addressShape(huma: Huma, address: Address): Address {
  return { ...address, country: COUNTRY[huma.switches.H24](address.country) };
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });
const COUNTRY: Record<Switches['H24'], (code: string) => string> = {
  upper: (code) => code.toUpperCase(),
  lower: (code) => code.toLowerCase(),
  name: (code) => (/^[A-Za-z]{2}$/.test(code) ? (countryNames.of(code.toUpperCase()) ?? code) : code),
};

/** H17: which words an account's type may be, by the account's shape. */
export const BANK_TYPES: Record<Switches['H17'], { national: string; international: string }> = {
  national: { national: 'national', international: 'international' },
  NATIONAL: { national: 'NATIONAL', international: 'INTERNATIONAL' },
  domestic: { national: 'domestic', international: 'foreign' },
};

export function bankAccountShape(huma: Huma, account: BankAccount): Plain {
  const types = BANK_TYPES[huma.switches.H17];
  const country = 'iban' in account ? account.iban.slice(0, 2) : account.country;
  const clearing = 'iban' in account ? account.iban.slice(4, 8) : account.number.slice(0, 4);
  const code = { clearing, country, empty: '' }[huma.switches.H17Code];
  return { type: 'iban' in account ? types.international : types.national, code, ...account };
}

/** An answer never carries a key without value. */
export function withoutEmpty(shape: Plain): Plain {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined && value !== ''));
}

function monthsBetween(start: string, end: string): number {
  const [from, to] = [new Date(start), new Date(end)];
  return Math.max(0, (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth());
}
