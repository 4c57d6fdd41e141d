// How stored rows look through the schema: every field that is more than a column of the same name.
import { CHANGES_KEPT, COUNTRIES, CURRENCIES, GENDERS, GENDER_ROW, LEDGER_TYPES, OBJECT_KINDS, type ContactRow, type EmployeeRow, type Row, type SubledgerRow, type Value } from '../state';
import { dateTimeText, isSupplier, type Asking } from '../asking';

type View = (row: never, asking: Asking) => unknown;
const view = <R>(read: (row: R, asking: Asking) => unknown): View => read as View;

/** Type → field → how to read it. A field that is not here is a column, or a link to a row (`linked`). */
export const VIEWS: Readonly<Record<string, Readonly<Record<string, View>>>> = {
  Employee: {
    contactDbId: view((row: EmployeeRow) => row.links.contact),
    subledger: view((row: EmployeeRow, { state, switches }) => (switches.U1 === 'subledgerIsNull' ? null : state.subledgers.get(row.links.subledger))),
    email: view((row: EmployeeRow, { state, switches }) => (switches.U2 === 'columnOfTheEmployee' ? row.values.email : state.contacts.get(row.links.contact)?.values.email)),
    socialSecurityMasked: view((row: EmployeeRow, { state, switches }) => masked(switches.U24employee === 'sameValue' ? (state.contacts.get(row.links.contact)?.values.socialSec ?? row.values.socialSec) : row.values.socialSec)),
  },
  Contact: {
    socialSec: view(({ values }: ContactRow, { switches }) => ({ clear: values.socialSec, masked: masked(values.socialSec), null: null })[switches.U24]),
    gender: view((row: ContactRow, { switches }) => genderNamed(row.links.gender, switches.U12)),
    age: view(({ values }: ContactRow, { state }) => (values.birthday ? Math.floor((state.now().getTime() - Date.parse(values.birthday)) / (365.25 * 86_400_000)) : null)),
  },
  Subledger: {
    ledgerType: view((row: SubledgerRow, { switches }) => (isSupplier(row, switches) ? LEDGER_TYPES.supplier : LEDGER_TYPES.employee)),
    contact: view((row: SubledgerRow, { state }) => state.contacts.get(state.employees.find('subledger', row.dbId)[0]?.links.contact)),
  },
  Supplier: {
    dbId: view((row: SubledgerRow, { switches }) => supplierDbId(row, switches.U1)),
    companyDbId: view((row: SubledgerRow) => row.links.company),
    contact: view((row: SubledgerRow, { state }) => state.contacts.get(state.employees.find('subledger', row.dbId)[0]?.links.contact)),
  },
  Address: {
    fullAddress: view(({ values, links }: Row) => [values.streetAddress, [values.zipCode, values.place].filter(Boolean).join(' '), countryOf(links.country)?.english].filter(Boolean).join(', ') || null),
    state: view(({ values }: Row) => (values.state ? { code: values.state, description: values.state } : null)),
  },
  ObjectValue: {
    objectKindDbId: view((row: Row) => row.links.objectKind),
    objectKind: view((row: Row) => OBJECT_KINDS.find(({ dbId }) => dbId === row.links.objectKind)),
  },
  Entity: { company: () => null },
};

/** Types that many rows link to, by the name of the link. */
export const LINKED: Readonly<Record<string, (dbId: number, asking: Asking) => unknown>> = {
  Employee: (dbId, { state }) => state.employees.get(dbId),
  Contact: (dbId, { state }) => state.contacts.get(dbId),
  Subledger: (dbId, { state }) => state.subledgers.get(dbId),
  Address: (dbId, { state }) => state.addresses.get(dbId),
  Company: (dbId, { state }) => state.companies.get(dbId),
  ObjectValue: (dbId, { state }) => state.objectValues.get(dbId),
  Country: (dbId) => countryOf(dbId),
  Currency: (dbId) => CURRENCIES.find((row) => row.dbId === dbId),
};

/** One field of one row, whatever the type; null where nothing is stored. */
export function read(typeName: string, field: string, returns: string, source: unknown, asking: Asking): unknown {
  const special = VIEWS[typeName]?.[field];
  if (special) return special(source as never, asking) ?? null;
  if (!isRow(source)) return (source as Record<string, unknown>)[field] ?? null;
  if (field === 'dbId' || field === 'ownerDbId') return source[field];
  if (field === 'createdAt' || field === 'modifiedAt') return dateTimeText(source[field], asking.switches.U20);
  if (field === 'owner') return ownerView(source.ownerDbId, asking);
  const link = source.links[field];
  if (link != null && LINKED[returns]) return LINKED[returns](link, asking) ?? null;
  return source.values[field] ?? null;
}

export function supplierDbId(row: SubledgerRow, U1: Asking['switches']['U1']): number {
  return U1 === 'numberedApart' ? (row.links.supplierDbId ?? row.dbId) : row.dbId;
}

export function genderNamed(dbSubId: number | null | undefined, U12: Asking['switches']['U12']): { dbId: number; dbSubId: number; code: string; name: string } | null {
  const named = dbSubId == null ? undefined : GENDERS[U12][dbSubId - 1];
  return named && dbSubId != null ? { dbId: GENDER_ROW, dbSubId, code: named[0], name: named[1] } : null;
}

export function countryView(country: (typeof COUNTRIES)[number]): { dbId: number; code: string; description: string; currency: (typeof CURRENCIES)[number] | undefined } {
  return { dbId: country.dbId, code: country.code, description: country.norwegian, currency: CURRENCIES.find(({ code }) => code === country.currency) };
}

export function ownerView(dbId: number, { state }: Asking): unknown {
  const owner = state.owners.find((one) => one.dbId === dbId);
  return owner && { dbId, description: owner.description, ownerDbId: owner.parentDbId, ownerCode: owner.code };
}

/** Changes still kept, for deltas. */
export function keptSince(asking: Asking): number {
  return asking.state.now().getTime() - CHANGES_KEPT;
}

function countryOf(dbId: number | null | undefined): ReturnType<typeof countryView> & { english: string } | undefined {
  const country = COUNTRIES.find((row) => row.dbId === dbId);
  return country && { ...countryView(country), english: country.english };
}

function masked(nationalId: Value | undefined): string | null {
  return typeof nationalId === 'string' && nationalId !== '' ? `${nationalId.slice(0, 6)}*****` : null;
}

function isRow(source: unknown): source is Row {
  return typeof source === 'object' && source !== null && 'values' in source && 'links' in source;
}
