// The embedded Huma's page, as a browser's forms use it.
import { startReceiver, talkToHuma, type Json, type Receiver, type Talk } from './sandbox-huma.client';

let talk: Talk;
let receiver: Receiver;
let id: string;
beforeEach(async () => {
  receiver = await startReceiver();
  talk = await talkToHuma();
  talk.huma.webhook.url = receiver.url;
  id = talk.ids[0] ?? '';
});
afterEach(() => Promise.all([talk.close(), receiver.close()]));

const show = async (path: string) => (await fetch(talk.huma.url + path)).text();
const press = async (path: string, form: Record<string, string> = {}) => {
  const answer = await fetch(talk.huma.url + path, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, path: new URL(answer.url).pathname, text: await answer.text() };
};
const person = async (one = id): Promise<Json> => (await talk.admin('GET', `/people/${one}`)).body;
const messages = async () => {
  await talk.huma.settled();
  return receiver.got.map(({ body }) => body);
};

/** The form as the browser would send it back. */
async function formOf(one: string): Promise<Record<string, string>> {
  const text = await show(`/people/${one}`);
  const unescape = (value: string) => value.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
  return Object.fromEntries([...text.matchAll(/<input name="(\w+)" type="\w+" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescape(value)]));
}

test('lists everybody but the key\'s own account, and finds by name, e-mail and employment ID', async () => {
  expect([...(await show('/')).matchAll(/data-test="person" /g)]).toHaveLength(3);
  expect(await show('/?search=00002')).toContain('1 person');
  expect(await show('/?search=open-api')).toContain('0 people');
});

test('saving an untouched form changes nothing and tells nobody', async () => {
  const before = await person();
  expect(await press(`/people/${id}`, await formOf(id))).toMatchObject({ status: 200, path: `/people/${id}` });
  expect(await person()).toEqual(before);
  expect(await messages()).toEqual([]);
});

test('only what was changed is written: locked fields stand in nobody\'s way', async () => {
  talk.huma.switches.H26 = 'refused';
  expect((await press(`/people/${id}`, { ...(await formOf(id)), nationalId: '03829012345' })).status).toBe(200);
  expect((await press(`/people/${id}`, { ...(await formOf(id)), phone: '+4799000001' })).status).toBe(400);
});

test('every synced field is on the form, and arrives', async () => {
  const filled = {
    givenName: 'Kari "K" <b>', familyName: 'Øvre-Å', email: 'kari.ovre@example.no', phone: '+47 99 00 00 01', birthDate: '1990-02-03', gender: 'Female', nationalId: '03829012345',
    line1: 'Prøvegata 1', line2: 'c/o Ola', postalCode: '0150', city: 'Oslo', country: 'NO', bankAccount: '90011234560', bankCountry: 'NO',
    employmentId: '0042', jobTitle: 'Fyrvokter', employmentStartDate: '2020-01-01', probationEndDate: '2020-07-01', terminationNoticeDate: '2029-01-01', employmentEndDate: '2029-04-01',
  };
  await press(`/people/${id}`, filled);
  expect(await person()).toMatchObject({
    givenName: 'Kari "K" <b>', familyName: 'Øvre-Å', email: 'kari.ovre@example.no', phone: '+47 99 00 00 01', birthDate: '1990-02-03', gender: 'Female', nationalId: '03829012345',
    homeAddress: { line1: 'Prøvegata 1', line2: 'c/o Ola', postalCode: '0150', city: 'Oslo', country: 'NO' }, bankAccount: { number: '90011234560', country: 'NO' },
    employmentId: '0042', jobTitle: 'Fyrvokter', employmentStartDate: '2020-01-01', probationEndDate: '2020-07-01', terminationNoticeDate: '2029-01-01', employmentEndDate: '2029-04-01',
  });
  expect(await formOf(id)).toMatchObject(filled);
  expect(await messages()).toHaveLength(1);
});

test('emptied fields become empty; an emptied address and account go as a whole', async () => {
  const form = await formOf(id);
  await press(`/people/${id}`, { ...form, phone: '', birthDate: '', nationalId: '', line1: '', postalCode: '', city: '', bankAccount: '', probationEndDate: '' });
  const after = await person();
  for (const key of ['phone', 'birthDate', 'nationalId', 'homeAddress', 'bankAccount', 'probationEndDate']) expect(after).not.toHaveProperty(key);
});

test('an IBAN becomes an international account', async () => {
  await press(`/people/${id}`, { bankAccount: 'NO9386011117947', bic: 'DNBANOKK' });
  expect((await person()).bankAccount).toEqual({ iban: 'NO9386011117947', bic: 'DNBANOKK' });
});

test.each([
  ['email', { email: 'nobody' }],
  ['givenName', { givenName: ' ' }],
  ['employmentStartDate', { employmentStartDate: '2020-02-31' }],
  ['employmentId', { employmentId: '00002' }],
])('a wrong %s is said, what was typed stays, and nothing is saved', async (field, form) => {
  const before = await person();
  const { status, text } = await press(`/people/${id}`, { ...form, phone: '+4799000077' });
  expect(status).toBe(400);
  expect(text).toMatch(new RegExp(`data-test="refused">[^<]*${field}`));
  expect(text).toContain('value="+4799000077"');
  expect(await person()).toEqual(before);
  expect(await messages()).toEqual([]);
});

test('a person is added to the company', async () => {
  const { path } = await press('/people', { givenName: 'Ny', familyName: 'Ansatt', email: 'ny.ansatt@example.no', jobTitle: 'Kokk', employmentStartDate: '2026-12-01', country: 'NO' });
  expect(await person(path.split('/').at(-1))).toMatchObject({ email: 'ny.ansatt@example.no', groups: ['Fjordlys AS'], jobTitle: 'Kokk' });
  expect(await messages()).toMatchObject([{ topic: 'users-create', users: [{ email: 'ny.ansatt@example.no', jobTitle: { name: 'Kokk' } }] }]);
  expect((await press('/people', { givenName: 'Ny', familyName: 'Ansatt', email: 'NY.ansatt@example.no' })).status).toBe(400);
});

test('deactivate locks, reactivate unlocks, delete forgets', async () => {
  await press(`/people/${id}/deactivate`);
  expect(await show(`/people/${id}`)).toMatch(/name="phone"[^>]* disabled/);
  expect((await press(`/people/${id}`, { phone: '+4799000001' })).status).toBe(400);
  await press(`/people/${id}/reactivate`);
  expect((await person()).active).toBe(true);
  expect((await press(`/people/${id}/delete`)).path).toBe('/');
  expect((await messages()).map(({ topic }) => topic)).toEqual(['users-update', 'users-update', 'users-delete']);
  expect((await fetch(`${talk.huma.url}/people/${id}`)).status).toBe(404);
});

test('a pending e-mail is shown and can be confirmed', async () => {
  talk.huma.switches.H22 = 'pending';
  await press(`/people/${id}`, { email: 'ny@example.no' });
  expect(await show(`/people/${id}`)).toContain('data-test="pending-email"');
  await press(`/people/${id}/confirm-email`);
  expect((await person()).email).toBe('ny@example.no');
});

test('webhook settings, export, failed deliveries and sending again', async () => {
  receiver.answers.push(503);
  await press('/webhook', { url: receiver.url, clientSecret: 'hemmelig', accessToken: 'bevis' });
  await press('/export');
  await messages();
  expect(await show('/webhook')).toContain('value="hemmelig"');
  expect(await show('/webhook/deliveries')).toMatch(/data-topic="users-export" data-ok="false"[\s\S]*503/);
  const failed = talk.huma.deliveries.find(({ ok }) => !ok);
  await press(`/deliveries/${failed?.id}/redeliver`);
  expect(failed).toMatchObject({ ok: true, attempts: 2 });
  expect(await show(`/deliveries/${failed?.id}`)).toContain('users-export');
});

test('switches are shown and taken', async () => {
  await press('/switches', { H24: 'name' });
  expect(talk.huma.switches.H24).toBe('name');
  expect(await show('/switches')).toContain('<option selected>name');
});
