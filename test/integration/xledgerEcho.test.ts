// A server that says back what it was sent, in every place and form it can think of: none of it gets out of the client.
import { NoReply, normalise, type HttpReply, type HttpRequest, type Person } from '../../core/person';
import { createLimiter, createXledger } from '../../core/xledger';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { SANDBOX_TOKEN } from '../../sandbox/xledger';
import { jumpingClock, postWith, tenantWith, updateOf, type Tenant } from './xledgerTenant';

const [{ nationalId, bankAccount, birthDate }] = inventPeople(4).slice(3) as [InventedPerson];
const MARKED = { nationalId: { number: nationalId, country: 'NO' }, bankAccount: { number: bankAccount, country: 'NO' }, birthDate };
const TOKEN = 'tok-that-nobody-may-see';
const SENT = [nationalId, bankAccount, birthDate, TOKEN];
const [year = '', month = '', day = ''] = birthDate.split('-');
/** As they stand, and as a server may group them. */
const FORBIDDEN = [
  ...SENT, `${day}.${month}.${year}`, `${month}/${day}/${year}`,
  ...[nationalId, bankAccount].flatMap((digits) => [`${digits.slice(0, 6)} ${digits.slice(6)}`, `${digits.slice(0, 4)}.${digits.slice(4, 6)}.${digits.slice(6)}`, digits.slice(0, 6), digits.slice(6)]),
];

const { person, problems } = normalise(MARKED);
const changes = { 'contact.socialSec': person.nationalId!, 'subledger.bankAccount': bankAccount, 'contact.birthday': person.birthDate!, 'contact.jobTitle': 'Sjef' };
const newcomer: Person = { ...person, email: 'ny@example.no', givenName: 'Ny', familyName: 'Person' };

/** What a server may say, given all that it was sent. */
const FRAMES: Readonly<Record<string, (sent: string, values: string[]) => unknown>> = {
  'the request as it is': (sent) => ({ errors: [{ message: `Could not process ${sent}` }], data: null }),
  'each value in words': (_, values) => ({ errors: values.map((value) => ({ message: `The person with ${value} could not be stored` })), data: null }),
  'grouped numbers': (_, values) => ({ errors: values.map((value) => ({ message: `Account ${value.slice(0, 4)}.${value.slice(4, 6)}.${value.slice(6)} or ${value.slice(0, 6)} ${value.slice(6)} is not known` })), data: null }),
  'a date as Norwegians write it': () => ({ errors: [{ message: `Født ${day}.${month}.${year} er for gammel` }, { message: `Born ${month}/${day}/${year}` }], data: null }),
  'quoted': (_, values) => ({ errors: values.map((value) => ({ message: `socialSec: "${value}" and '${value}' are taken` })), data: null }),
  'a lookup': (_, values) => ({ errors: values.map((value) => ({ message: `bankAccount.code: No value matching owner 5001, code '${value}'.` })), data: null }),
  'after the word value': (_, values) => ({ errors: values.map((value) => ({ message: `Variable got invalid value ${value}`, extensions: { code: 'INVALID_VALUE' } })), data: null }),
  'in the path': (_, values) => ({ errors: [{ message: 'No', path: ['updateContacts', ...values] }], data: null }),
  'in codes and extensions': (sent, values) => ({ errors: [{ message: 'No', code: values[0], extensions: { code: values.join(), request: sent, exampleValidInputs: values } }], data: null }),
  'an error that is mere text': (sent) => ({ errors: [sent], data: null }),
  'a field name': (_, values) => ({ errors: values.map((value) => ({ message: `Cannot query field "${value}" on type "${value}".` })), data: null }),
  'as data': (sent) => ({ data: { updateContacts: { edges: [{ clientId: sent, node: { dbId: sent } }] }, employees: { edges: [{ cursor: sent, node: { dbId: 11, code: sent, ownerDbId: sent, contact: sent } }] } } }),
  'half JSON': (sent) => `{"errors":[{"message":${JSON.stringify(sent).slice(0, -3)}`,
  'a page': (sent) => `<html><body><pre>${sent}</pre></body></html>`,
  'nothing but the request': (sent) => sent,
};
const STATUSES = [200, 400, 401, 403, 429, 503];

let tenant: Tenant;
const told = new Set<string>();
beforeAll(async () => { tenant = await tenantWith({ seed: inventPeople(3), limits: { enforced: false } }); });
afterAll(() => tenant.close());

/** `mutations`: readings are answered as they should be, so that it comes to a mutation. */
function echoing(to: 'everything' | 'mutations', status: number, frame: (sent: string, values: string[]) => unknown) {
  const sent: string[] = [];
  const post = (request: HttpRequest): Promise<HttpReply> => {
    const whole = JSON.stringify({ ...request, headers: { ...request.headers, authorization: `token ${TOKEN}` } });
    sent.push(whole);
    if (to === 'mutations' && !request.body?.includes('mutation')) return postWith(SANDBOX_TOKEN)(request);
    const said = frame(whole, SENT);
    return Promise.resolve({ status, headers: { 'retry-after': '1', 'x-request': whole }, body: typeof said === 'string' ? said : JSON.stringify(said) });
  };
  return { client: clientWith(post), sent };
}

const clientWith = (post: (request: HttpRequest) => Promise<HttpReply>) => createXledger({ endpoint: tenant.sandbox.graphqlUrl, post, clock: jumpingClock(), limiter: createLimiter(), patience: 20_000 });

/** All that a caller can see of an answer or an error. */
async function seen(work: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work(), (_, value: unknown) => (value instanceof Map ? [...value] : value));
  } catch (error) {
    const { message, stack, cause, ...rest } = error as Error;
    return JSON.stringify([message, stack, String(cause), rest]);
  }
}

const found = (text: string) => FORBIDDEN.filter((value) => text.includes(value));

describe.each(Object.entries(FRAMES))('said back: %s', (name, frame) => {
  test.each(STATUSES)('with HTTP %i', async (status) => {
    const telling = echoing('mutations', status, frame);
    const asking = echoing('everything', status, frame);
    const [employee] = [...(await tenant.client.byDbId([String([...tenant.sandbox.state.employees.all()][0]?.dbId)], ['email'])).values()];
    const update = updateOf(employee!, changes);
    const all = [
      await seen(() => telling.client.update([update])),
      await seen(() => telling.client.create([{ key: 'n', person: newcomer }], {})),
      await seen(() => asking.client.update([update])),
      // What a reading gives as a value is a value, and masked where it is shown: here the errors count.
      ...(name === 'as data' ? [] : [await seen(() => asking.client.byDbId(['11'], ['email'])), await seen(() => asking.client.index()), await seen(() => asking.client.checkScopes())]),
    ];
    expect(all.map(found)).toEqual(all.map(() => []));
    for (const value of SENT) if (telling.sent.some((one) => one.includes('mutation') && one.includes(value))) told.add(value);
  });
});

test('all that must not come back was sent in mutations', () => {
  expect(problems).toEqual([]);
  expect([...told].sort()).toEqual([...SENT].sort());
});

test('errors of the transport say nothing either', async () => {
  for (const error of [new Error(`ECONNRESET after token ${TOKEN} ${nationalId}`), Object.assign(new Error('x'), { config: { headers: TOKEN, body: bankAccount } }), new NoReply('connectionLost', false)]) {
    const client = clientWith(() => Promise.reject(error));
    for (const work of [() => client.create([{ key: 'n', person: newcomer }], {}), () => client.index()]) expect(found(await seen(work))).toEqual([]);
  }
});
