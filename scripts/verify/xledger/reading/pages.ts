// Probes of lists: owners and statuses, order, ends, filters, timeouts, deltas.
import isEqual from 'lodash/isEqual';
import { FIELD_KEYS, SENSITIVE_FIELDS } from '../../../../core/person';
import { employeesDocument } from '../../../../core/xledger/reading/documents';
import { is, oneOf, open, other, type Finding } from '../../findings';
import { isTimedOut, lacksSomething } from '../ask';
import { pageOf, rowsOf, textAt, type Row, type Wanted } from '../rows';
import type { Tenant, XledgerProbe } from '../tenant';

/** As many as no server was seen to stumble over. */
const MANY = 500;

const dbIdsOf = (rows: readonly Row[]): string[] => rows.map((row) => textAt(row, 'dbId') ?? '').sort();

const owners: XledgerProbe = {
  keys: ['U15all', 'U15', 'U15mine'],
  async find(tenant) {
    const ids = async (wanted: Partial<Wanted>) => {
      const page = await pageOf(tenant, 'employees', { select: 'dbId', first: MANY, ...wanted });
      return 'refused' in page ? undefined : dbIdsOf(page.rows);
    };
    const all = await ids({ ownerSet: 'ALL' });
    const [mine, current, lower] = [await ids({ ownerSet: 'MINE' }), await ids({ ownerSet: 'CURRENT' }), await ids({ ownerSet: 'LOWER' })];
    const left = await ids({ ownerSet: null, objectStatus: null });
    const openOwn = await ids({ ownerSet: 'CURRENT', objectStatus: 'OPEN' });
    const widest = all ?? [...(current ?? []), ...(lower ?? [])].sort();
    return { U15all: all ? is('accepted') : is('rejected'), U15: defaults(left, openOwn, widest), U15mine: meaning(mine, current, lower) };
  },
};

function defaults(left: string[] | undefined, openOwn: string[] | undefined, widest: string[]): Finding {
  if (!left || !openOwn) return open('Employees could not be counted.');
  if (isEqual(openOwn, widest)) return open('Nobody is closed and there is one entity, so both look the same.');
  if (isEqual(left, openOwn)) return is('openAndOwnEntity');
  return isEqual(left, widest) ? is('allAndEverything') : other(`${left.length} employees; ${openOwn.length} are open and of the own entity, ${widest.length} are all`);
}

function meaning(mine: string[] | undefined, current: string[] | undefined, lower: string[] | undefined): Finding {
  if (!mine || !current) return open('MINE or CURRENT was refused.');
  if (!lower || lower.length === 0) return open('The token reaches one entity with employees, so both look the same.');
  if (isEqual(mine, current)) return is('onlyItsOwnEntity');
  const both = [...new Set([...current, ...lower])].sort();
  return isEqual(mine, both) ? is('whatTheTokenReaches') : other(`${mine.length} employees; CURRENT ${current.length}, LOWER ${lower.length}`);
}

const order: XledgerProbe = {
  keys: ['U16'],
  find: async (tenant) => ({ U16: orderOf(await rowsOf(tenant, 'employees', { select: 'dbId modifiedAt', first: MANY })) }),
};

/** Which of the two orders rows are in; both where they agree. */
export function orderOf(rows: readonly Row[]): Finding {
  const byDbId = isSorted(rows.map((row) => Number(textAt(row, 'dbId'))));
  const byLastChange = isSorted(rows.map((row) => textAt(row, 'modifiedAt') ?? ''));
  if (byDbId && byLastChange) return oneOf(['byDbId', 'byLastChange'], 'The rows that were seen are in both orders.');
  if (byDbId) return is('byDbId');
  return byLastChange ? is('byLastChange') : other('neither by dbId nor by the last change');
}

const isSorted = (values: readonly (number | string)[]): boolean => values.every((value, at) => at === 0 || (values[at - 1] ?? value) <= value);

const ends: XledgerProbe = {
  keys: ['U16endCursor', 'U16hasNextPage', 'U16empty'],
  async find(tenant) {
    const cursor = await pageOf(tenant, 'employees', { select: 'dbId', first: 1, pageInfo: 'hasNextPage endCursor' });
    const [one] = await rowsOf(tenant, 'employees', { select: 'dbId', first: 1 });
    const dbId = textAt(one, 'dbId');
    const only = (value: number) => pageOf(tenant, 'employees', { select: 'dbId', first: 10, declares: '$dbIds: [Int!]', filter: 'dbId_in: $dbIds', variables: { dbIds: [value] } });
    const last = dbId === undefined ? undefined : await only(Number(dbId));
    const none = await only(-1);
    return {
      U16endCursor: 'refused' in cursor ? (lacksSomething(cursor.refused) ? is('absent') : open('The page was refused.')) : is('present'),
      U16hasNextPage: !last || 'refused' in last ? open('There is no employee to ask for.') : last.hasNextPage === null || last.hasNextPage === undefined ? is('nullOnTheLastPage') : last.hasNextPage ? other('true on the last page') : is('told'),
      U16empty: 'refused' in none ? open('The filter was refused.') : none.rows.length > 0 ? other('a dbId that nobody has was found') : is(none.edges === 'null' ? 'null' : 'emptyList'),
    };
  },
};

const filters: XledgerProbe = {
  keys: ['U17'],
  async find(tenant) {
    const rows = await rowsOf(tenant, 'employees', { select: 'dbId code contact { email }', first: MANY });
    const byCode = await filtered(tenant, 'code', rows.map((row) => textAt(row, 'code')));
    const byEmail = await filtered(tenant, 'email', rows.map((row) => textAt(row, 'contact.email')));
    const seen = `code: ${byCode}; email: ${byEmail}`;
    if (byCode === 'refused' && byEmail === 'refused') return { U17: is('allRejected') };
    if (byEmail === 'refused') return { U17: byCode === 'ignores case' ? other(seen) : is('codeExactEmailRejected') };
    if (byCode === 'refused') return { U17: other(seen) };
    const cases = [byCode, byEmail].filter((answer) => answer !== 'unclear');
    if (cases.length === 0) return { U17: oneOf(['allIgnoringCase', 'allExactCase'], 'No code or e-mail with letters was found to try.') };
    return { U17: cases.every((answer) => answer === 'ignores case') ? is('allIgnoringCase') : cases.every((answer) => answer === 'exact') ? is('allExactCase') : other(seen) };
  },
};

async function filtered(tenant: Tenant, key: string, values: readonly (string | undefined)[]): Promise<'refused' | 'ignores case' | 'exact' | 'unclear'> {
  const known = values.filter((value) => value !== undefined && value.trim() !== '');
  const lettered = known.find((value) => value?.toLowerCase() !== value?.toUpperCase());
  const by = (value: string) => pageOf(tenant, 'employees', { select: 'dbId', first: 1, declares: '$value: String', filter: `${key}: $value`, variables: { value } });
  const as = await by(lettered ?? known[0] ?? 'verify');
  if ('refused' in as) return 'refused';
  if (lettered === undefined || as.rows.length === 0) return 'unclear';
  const otherCase = lettered === lettered.toUpperCase() ? lettered.toLowerCase() : lettered.toUpperCase();
  const again = await by(otherCase);
  return 'refused' in again ? 'unclear' : again.rows.length > 0 ? 'ignores case' : 'exact';
}

const timeout: XledgerProbe = {
  keys: ['U19timeout'],
  async find({ asker, ownerSet }) {
    const document = employeesDocument('all', FIELD_KEYS.filter((key) => !SENSITIVE_FIELDS.has(key)));
    for (const first of [10_000, 2_000, MANY]) {
      const reply = await asker.ask(document, { first, after: null, ownerSet });
      if (isTimedOut(reply)) continue;
      if (reply.data === null) return { U19timeout: open('The page was refused for another reason.') };
      return { U19timeout: first === 10_000 ? is('never') : is('over500Rows', `a page of ${first} passes`) };
    }
    return { U19timeout: other(`a page of ${MANY} times out too`) };
  },
};

const oldCursor: XledgerProbe = {
  keys: ['U21oldCursor'],
  async find(tenant) {
    const [oldest] = [await pageOf(tenant, 'employee_deltas', { select: 'dbId mutationType', first: 1 })];
    if ('refused' in oldest) return { U21oldCursor: open('Deltas were refused.') };
    const cursor = oldest.firstCursor;
    if (cursor === undefined || !/^\d+$/.test(cursor)) return { U21oldCursor: open('There is no change to begin with, or its cursor is no number.') };
    if (Number(cursor) <= 2) return { U21oldCursor: open('No change has been dropped yet: they are kept for three days.') };
    const after = await pageOf(tenant, 'employee_deltas', { select: 'dbId mutationType', first: 1, more: 'after: "1"' });
    return { U21oldCursor: 'refused' in after ? is('error') : is('silentGap') };
  },
};

export const PAGE_PROBES: readonly XledgerProbe[] = [owners, order, ends, filters, timeout, oldCursor];
