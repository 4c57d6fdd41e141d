// Probes at the door: tokens, refusals, limits, scopes, the viewer.
import { is, oneOf, open, other, type Finding } from '../../findings';
import { isNoAccess, isRefused, lacksSomething, type Reply } from '../ask';
import { isThere, pageOf, rowsOf, textAt } from '../rows';
import type { Tenant, XledgerProbe } from '../tenant';

/** base64url, as tokens are, and nobody's. */
const NOBODYS_TOKEN = 'dmVyaWZ5LWFza3Mtd2l0aC1hLXRva2VuLW9mLW5vYm9keQ';

const badToken: XledgerProbe = {
  keys: ['U13'],
  async find({ asker }) {
    const malformed = await asker.askAs('Bearer verify', '{ __typename }');
    const unknown = await asker.askAs(`token ${NOBODYS_TOKEN}`, '{ __typename }');
    if (unknown.data) return { U13: other('a token that nobody has was answered with data') };
    const [first, second] = [formOf(malformed), formOf(unknown)];
    const differs = first === second ? undefined : `a malformed header: ${first}`;
    return { U13: FORMS[second] ? is(FORMS[second], differs) : other(second) };
  },
};

const formOf = ({ isJson, status }: Reply): string => (isJson ? `JSON with HTTP ${status}` : 'not JSON');
const FORMS: Readonly<Record<string, string>> = { 'JSON with HTTP 200': 'errorsWith200', 'JSON with HTTP 400': 'json400', 'JSON with HTTP 401': 'json401', 'JSON with HTTP 403': 'json403', 'not JSON': 'nonJson' };

const refusals: XledgerProbe = {
  keys: ['refusals'],
  async find({ asker }) {
    const { status } = await asker.ask('{ noSuchFieldAtAll }');
    const position = { 200: 'http200', 400: 'http400' }[status];
    return { refusals: position ? is(position) : other(`HTTP ${status}`) };
  },
};

const limits: XledgerProbe = {
  keys: ['U19', 'U19resetAt'],
  async find(tenant) {
    const U19resetAt = open('It comes only when all credits are used up.');
    if (!tenant.limits) return { U19resetAt, U19: open('Not asked: --limits asks 25 small questions at once.') };
    const replies = await tenant.asker.askAtOnce(25, '{ __typename }');
    const refused = replies.filter(({ data }) => data === null);
    await tenant.clock.sleep(6_000);
    if (refused.length === 0) return { U19resetAt, U19: open('25 questions at once were all answered: the limit was not met.') };
    const concurrency = refused.filter(({ errors }) => errors.some(({ code }) => code?.includes('CONCURRENCY'))).length;
    const statuses = [...new Set(refused.map(({ status }) => status))].join(', ');
    const seen = `${refused.length} of 25 refused with HTTP ${statuses}, ${concurrency} of them for being at the same time`;
    return { U19resetAt, U19: statuses === '429' ? is('oneAtATimeAnd429', seen) : statuses === '200' ? is('generous', seen) : other(seen) };
  },
};

const rateLimit: XledgerProbe = {
  keys: ['U19rateLimit'],
  find: async ({ asker }) => ({ U19rateLimit: byExistence(await asker.ask('{ rateLimit { remaining cost } }'), 'exists', 'absent') }),
};

/** `exists` where something was answered, `absent` where the schema lacks it. */
function byExistence(reply: Reply, exists: string, absent: string): Finding {
  if (lacksSomething(reply)) return is(absent);
  return reply.errors.length === 0 ? is(exists) : open('It was refused, and not because it does not exist.');
}

const viewer: XledgerProbe = {
  keys: ['U32'],
  async find(tenant) {
    const reply = await tenant.asker.ask('{ viewer { entity { dbId ownerDbId } } }');
    if (lacksSomething(reply) || isNoAccess(reply) || (reply.errors.length > 0 && isRefused(reply))) return { U32: is('viewerNotAllowed', lacksSomething(reply) ? 'the schema lacks it' : undefined) };
    const owners = new Set((await rowsOf(tenant, 'employees', { select: 'ownerDbId', ownerSet: 'CURRENT', first: 100 })).map((row) => textAt(row, 'ownerDbId')));
    if (owners.size === 0) return { U32: open('There is no employee in the token\'s entity to compare with.') };
    const fitting = [['entityDbId', 'viewer.entity.dbId'], ['entityOwnerDbId', 'viewer.entity.ownerDbId']].filter(([, path = '']) => owners.has(textAt(reply.data ?? {}, path)));
    if (fitting.length === 0) return { U32: other('neither id is the owner of the employees') };
    return { U32: oneOf(fitting.map(([position = '']) => position), 'both ids are owners of employees') };
  },
};

const extras: XledgerProbe = {
  keys: ['U33'],
  async find({ asker }) {
    const questions = ['{ employee(dbId: "0") { dbId } }', '{ employees(first: 1, ownerSet: CURRENT, objectStatus: OPEN, orderBy: { field: CREATED_AT, direction: ASC }) { edges { node { dbId } } } }', '{ employee_deltas(first: 1, ownerSet: MINE, filter: { modifiedAt_gt: "2020-01-01T00:00:00" }) { edges { node { dbId } } } }'];
    const names = ['employee(dbId)', 'orderBy on employees', 'a filter on deltas'];
    const lacks: string[] = [];
    for (const [at, question] of questions.entries()) if (lacksSomething(await asker.ask(question))) lacks.push(names[at] ?? '');
    if (lacks.length === 0) return { U33: is('exist') };
    return { U33: lacks.length === questions.length ? is('doNotExist') : other(`missing: ${lacks.join(', ')}`) };
  },
};

/** Objects of which every tenant has rows, or has them as soon as it has employees: none visible means no access. */
const NEVER_EMPTY = ['countries', 'contacts'] as const;

const scopes: XledgerProbe = {
  keys: ['U14'],
  async find(tenant) {
    const refusals: Finding[] = [];
    const hasEmployees = (await rowsOf(tenant, 'employees', { select: 'dbId', first: 1 })).length > 0;
    for (const connection of NEVER_EMPTY) {
      if (connection === 'contacts' && !hasEmployees) continue;
      const page = await pageOf(tenant, connection, { select: 'dbId', first: 1 });
      if ('refused' in page && isNoAccess(page.refused)) refusals.push(is('queryFails'));
      else if ('refused' in page || page.edges === 'missing') refusals.push(is('fieldIsNull'));
      else if (page.rows.length === 0) refusals.push(is('asIfEmpty'));
    }
    if (refusals[0]) return { U14: refusals[0] };
    return { U14: await byTheOwner(tenant) };
  },
};

/** `owner` is in no list of scopes that Huma asks for, and no employee is without one. */
async function byTheOwner(tenant: Tenant): Promise<Finding> {
  const page = await pageOf(tenant, 'employees', { select: 'ownerDbId owner { dbId }', first: 1 });
  if ('refused' in page) return isNoAccess(page.refused) ? is('queryFails') : open('The token reads all that the sync needs, and what it may not read could not be asked for.');
  const [row] = page.rows;
  if (!row || !isThere(row, 'ownerDbId')) return open('There is no employee to look at.');
  if (isThere(row, 'owner')) return open('The token may read everything that was asked for, so nothing is missing.');
  return oneOf(['fieldIsNull', 'asIfEmpty'], 'A nested object is null either way; a whole list would show it, and the token may read all of those.');
}

const openEnds: XledgerProbe = {
  keys: ['U30'],
  find: () => Promise.resolve({ U30: open('Only time tells.') }),
};

/** In this order: what may be refused for a while comes last. */
export const DOOR_PROBES: readonly XledgerProbe[] = [badToken, refusals, rateLimit, viewer, extras, scopes, openEnds, limits];

