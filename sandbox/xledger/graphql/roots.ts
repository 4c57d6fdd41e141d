// The fields of Query: which rows each lists and what can be filtered.
import { COUNTRIES, OBJECT_KINDS, type Change, type Row, type Scope } from '../state';
import { BAD_INPUT, dateTimeText, isClosed, isPast, isSupplier, reached, Refusal, type Asking } from '../asking';
import { paged, pageOf, type Listing, type Page, type PageArguments } from './connections';
import type { Readers } from './filters';
import { countryView, keptSince, supplierDbId } from './views';

type Root = (args: never, asking: Asking) => unknown;

/** Each root field's answer. The connections return a page; `edges` may be null. */
export const ROOTS: Readonly<Record<string, Root>> = {
  viewer: (_, asking) => ({ entity: entityOf(asking) }),
  rateLimit: (_, asking) => asking.credits,
  employees: (args: PageArguments, asking) => pageOf(asking, employees(asking), args),
  employee: ({ dbId }: { dbId?: string | null }, asking) => reached(asking, asking.state.employees.get(Number(dbId))) ?? null,
  employee_deltas: (args: PageArguments, asking) => deltas(asking, args),
  contacts: (args: PageArguments, asking) => pageOf(asking, { rows: () => asking.state.contacts.all(), values: { ...common(asking), ...texts('code', 'email') }, closed: pastToDate }, args),
  subledgers: (args: PageArguments, asking) => pageOf(asking, { rows: () => asking.state.subledgers.all(), values: { ...common(asking), ...texts('code', 'email') }, closed: pastToDate }, args),
  subledger: ({ dbId }: { dbId?: string | null }, asking) => reached(asking, asking.state.subledgers.get(Number(dbId))) ?? null,
  suppliers: (args: PageArguments, asking) => suppliers(asking, args),
  companies: (args: PageArguments, asking) => pageOf(asking, { rows: () => asking.state.companies.all(), values: { ...common(asking), ...texts('companyNumber', 'taxNumber') } }, args),
  countries: (args: PageArguments, asking) => pageOf(asking, countries(asking), args),
  banks: (args: PageArguments, asking) => pageOf(asking, { rows: () => asking.state.banks.all(), values: { ...common(asking), ...texts('code') } }, args),
  objectValues: (args: PageArguments, asking) => pageOf(asking, objectValues(asking), args),
  objectKinds: (args: PageArguments, asking) => paged(asking, OBJECT_KINDS, args, (kind) => String(kind.dbId)),
  employeeGroups: (args: PageArguments, asking) => pageOf(asking, objectValues(asking), { ...args, filter: { objectKindDbId: EMPLOYEE_GROUP } }),
};

/** Which right a type needs to be read (R2, U14); types that are not here need none. */
export const SCOPE_OF_TYPE: Readonly<Record<string, Scope>> = {
  Employee: 'employee', Contact: 'contact', Subledger: 'subledger', Supplier: 'supplier', Address: 'address', Company: 'company', Country: 'country',
  ObjectValue: 'objectValue', ObjectKind: 'objectValue', SystemValue: 'systemValue', Bank: 'bank', Owner: 'owner', Currency: 'currency', User: 'user', Employee_Delta: 'employee',
};

const EMPLOYEE_GROUP = 901;

const texts = (...columns: string[]): Readers<Row> => Object.fromEntries(columns.map((column) => [column, (row: Row) => row.values[column] as string | null | undefined]));
const common = ({ switches }: Asking): Readers<Row> => ({ dbId: (row) => row.dbId, modifiedAt: (row) => dateTimeText(row.modifiedAt, switches.U20) });
const pastToDate = (row: Row, today: string): boolean => isPast(row.values.toDate, today);

function employees(asking: Asking): Listing<Row> {
  return {
    rows: () => asking.state.employees.all(),
    values: {
      ...common(asking),
      ...texts('code', 'employmentFrom', 'employmentTo'),
      email: (row) => asking.state.contacts.get(row.links.contact)?.values.email,
      contactDbId: (row) => row.links.contact,
    },
    closed: (row, today) => isClosed(row, today, asking.switches),
  };
}

function suppliers(asking: Asking, args: PageArguments): unknown {
  const { state, switches } = asking;
  const dbId = (row: Row): number => supplierDbId(row as never, switches.U1);
  const rows = (): Row[] => [...state.subledgers.all()].filter((row) => isSupplier(row, switches));
  const listing: Listing<Row> = { rows, values: { ...common(asking), ...texts('code', 'email'), dbId, companyDbId: (row) => row.links.company }, closed: pastToDate };
  if (switches.U1 !== 'numberedApart') return pageOf(asking, listing, args);
  return pageOf(asking, { ...listing, cursor: (row) => String(dbId(row)) }, args);
}

function countries(asking: Asking): Listing<Row> {
  const rows = COUNTRIES.map((country): Row => {
    const { dbId, code, description, currency } = countryView(country);
    return { dbId, ownerDbId: 0, createdAt: 0, modifiedAt: 0, values: { code, description }, links: { currency: currency?.dbId ?? null } };
  });
  return { rows: () => rows, values: { ...common(asking), ...texts('code') }, ownerless: true };
}

function objectValues(asking: Asking): Listing<Row> {
  return { rows: () => asking.state.objectValues.all(), values: { ...common(asking), ...texts('code'), objectKindDbId: (row) => row.links.objectKind } };
}

function deltas(asking: Asking, args: PageArguments): Page<unknown> {
  const { state, switches } = asking;
  const visibleUntil = state.now().getTime() - 30_000;
  const kept = keptSince(asking);
  const seen = (change: Change): boolean => change.at <= visibleUntil && change.at >= kept && (switches.U21 === 'contactAndSubledgerToo' || change.cause === 'employee');
  const oldest = state.changes.find((change) => change.at >= kept)?.cursor ?? Infinity;
  const lost = state.changes.some((change) => change.at < kept && change.cursor > Number(args.after));
  if (args.after && lost && Number(args.after) < oldest && switches.U21oldCursor === 'error') throw new Refusal('The cursor is too old.', { code: BAD_INPUT });
  const reachable = (change: Change): boolean => reached(asking, state.employees.get(change.employeeDbId)) !== undefined;
  const since = (args.filter?.modifiedAt_gt as string | undefined) ?? '';
  const rows = state.changes
    .filter((change) => seen(change) && reachable(change) && dateTimeText(change.at, switches.U20) > since)
    .map((change) => ({ dbId: change.employeeDbId, mutationType: change.mutationType, mutatedAt: dateTimeText(change.at, switches.U20), cursor: change.cursor }));
  return paged(asking, rows, args, (row) => String(row.cursor));
}

function entityOf(asking: Asking): unknown {
  const { state, switches, token } = asking;
  if (switches.U32 === 'viewerNotAllowed') throw new Refusal('Access denied: the API token has no access to viewer.', { code: 'FORBIDDEN' });
  const owner = state.owners.find((one) => one.dbId === token.ownerDbId);
  const ids = switches.U32 === 'entityDbId' ? { dbId: token.ownerDbId, ownerDbId: 1 } : { dbId: 90_000 + token.ownerDbId, ownerDbId: token.ownerDbId };
  return { ...ids, code: String(owner?.code ?? ''), description: owner?.description };
}


