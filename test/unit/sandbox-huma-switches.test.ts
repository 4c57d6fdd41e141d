// Every open question about Huma, in every position: what the embedded Huma then does.
import { createHmac } from 'node:crypto';
import { SWITCHES, type SwitchKey, type Switches } from '../../sandbox/huma';
import { startReceiver, talkToHuma, type Json, type Receiver, type Talk } from './sandbox-huma.client';

type Promised = (talk: Talk) => Promise<void>;

/** A row for each switch, a promise for each position; the compiler notices a missing one. */
const PROMISES: { [K in SwitchKey]: Record<Switches[K], Promised> } = {
  H1: {
    base64: digestIs((bytes) => bytes.toString('base64')),
    base64url: digestIs((bytes) => bytes.toString('base64url')),
    hex: digestIs((bytes) => bytes.toString('hex')),
    hexUpper: digestIs((bytes) => bytes.toString('hex').toUpperCase()),
  },
  H1Key: {
    text: digestIs((bytes) => bytes.toString('base64')),
    decoded: digestIs((bytes) => bytes.toString('base64'), Buffer.from(SECRET(), 'base64')),
  },
  H2: {
    changedOnly: async (talk) => expect(Object.keys((await newPhone(talk)).users[0])).toEqual(['id', 'email', 'phone']),
    full: async (talk) => expect(Object.keys((await newPhone(talk)).users[0])).toEqual(expect.arrayContaining(['phone', 'givenName', 'bankAccount', 'currentPositions'])),
  },
  H2Shape: {
    plain: async (talk) => expect((await newPhone(talk)).users[0]).toMatchObject({ phone: '+4799000001', email: expect.any(String) }),
    wrapped: async (talk) => expect((await newPhone(talk)).users[0]).toMatchObject({ id: expect.any(String), phone: { value: '+4799000001' }, email: { value: expect.any(String) } }),
  },
  H3: {
    null: async (talk) => expect((await noPhone(talk)).users[0].phone).toBeNull(),
    emptyText: async (talk) => expect((await noPhone(talk)).users[0].phone).toBe(''),
    absent: async (talk) => expect(Object.keys((await noPhone(talk)).users[0])).toEqual(['id', 'email']),
  },
  H4: {
    idAndEmail: async (talk) => expect(Object.keys((await deleted(talk)).users[0])).toEqual(['id', 'email']),
    lastKnown: async (talk) => expect((await deleted(talk)).users[0].familyName).toEqual(expect.any(String)),
  },
  H5: {
    onePerRequest: async (talk) => expect((await exported(talk)).map(({ users }) => users.length)).toEqual([1, 1, 1]),
    all: async (talk) => expect((await exported(talk)).map(({ users }) => users.length)).toEqual([3]),
  },
  H6Retries: {
    none: async (talk) => expect(await triesOf(talk, [500, 500])).toBe(1),
    thrice: async (talk) => {
      expect(await triesOf(talk, [500, 500])).toBe(3);
      expect(await triesOf(talk, [500, 500, 500, 500, 500])).toBe(4);
    },
  },
  H6Duplicates: {
    once: async (talk) => expect(await messagesAfter(talk, () => setPhone(talk, '+4799000001'))).toHaveLength(1),
    twice: async (talk) => expect(await messagesAfter(talk, () => setPhone(talk, '+4799000001'))).toHaveLength(2),
  },
  H6Order: {
    inOrder: async (talk) => expect(await phonesSent(talk)).toEqual(['+4799000001', '+4799000002', '+4799000003']),
    reversed: async (talk) => expect(await phonesSent(talk)).toEqual(['+4799000003', '+4799000002', '+4799000001']),
  },
  H6Id: {
    none: async (talk) => { await newPhone(talk); expect(receiver.got[0]?.headers['huma-delivery-id']).toBeUndefined(); },
    header: async (talk) => { await newPhone(talk); expect(receiver.got[0]?.headers['huma-delivery-id']).toBe(talk.huma.deliveries[0]?.id); },
  },
  H7: {
    usersUpdate: async (talk) => expect(await topicsAfter(talk, { email: 'ny@example.no' })).toEqual(['users-update']),
    extra: async (talk) => expect(await topicsAfter(talk, { email: 'ny@example.no' })).toEqual(['users-update', 'users-email-update']),
    instead: async (talk) => {
      expect(await topicsAfter(talk, { email: 'ny@example.no' })).toEqual(['users-email-update']);
      const [update, email] = await messagesAfter(talk, () => talk.admin('PATCH', `/people/${talk.ids[0]}`, { email: 'nyere@example.no', phone: '+4799000001' }));
      expect([update?.topic, Object.keys(update?.users[0]), email?.topic]).toEqual(['users-update', ['id', 'email', 'phone'], 'users-email-update']);
    },
  },
  H7Moment: {
    confirmation: async (talk) => expect(await aroundConfirmation(talk)).toEqual({ asked: [], confirmed: ['ny@example.no'] }),
    request: async (talk) => {
      const old = (await talk.admin('GET', `/people/${talk.ids[0]}`)).body.email;
      expect(await aroundConfirmation(talk)).toEqual({ asked: [old], confirmed: [] });
    },
  },
  H7Body: {
    users: async (talk) => {
      talk.huma.switches.H8 = 'otherTopics';
      const [message] = await messagesAfter(talk, () => talk.admin('PATCH', `/people/${talk.ids[0]}`, { active: false }));
      expect(message).toMatchObject({ topic: 'users-status-update', users: [{ id: talk.ids[0] }] });
    },
    other: async (talk) => {
      talk.huma.switches.H8 = 'otherTopics';
      const [message] = await messagesAfter(talk, () => talk.admin('PATCH', `/people/${talk.ids[0]}`, { active: false }));
      expect(message.users).toBeUndefined();
    },
  },
  H8: {
    all: async (talk) => expect(await topicsAfter(talk, ...EVERY_KIND)).toEqual(EVERY_KIND.map(() => 'users-update')),
    profileOnly: async (talk) => expect(await topicsAfter(talk, ...EVERY_KIND)).toEqual(['users-update']),
    otherTopics: async (talk) => expect(await topicsAfter(talk, ...EVERY_KIND)).toEqual(['users-update', 'users-position-update', 'users-identification-update', 'users-group-update', 'users-status-update']),
  },
  H9: {
    readable: async (talk) => {
      expect(await details(talk)).toMatchObject({ bankAccount: { value: {} }, identifications: { value: [{}] } });
      expect((await leaving(talk)).contractEndDate).toEqual({ value: '2030-01-31', editable: true });
    },
    wrapperMissing: async (talk) => {
      expect(Object.keys(await details(talk))).not.toEqual(expect.arrayContaining(['bankAccount']));
      expect(await details(talk)).not.toHaveProperty('identifications');
      expect(await leaving(talk)).not.toHaveProperty('contractEndDate');
    },
    wrapperWithoutValue: async (talk) => {
      expect(await details(talk)).toMatchObject({ bankAccount: { editable: false }, identifications: { editable: false } });
      expect((await details(talk)).bankAccount).toEqual({ editable: false });
      expect((await leaving(talk)).terminationNoticeDate).toEqual({ editable: false });
    },
  },
  H10: {
    empty: async (talk) => expect((await emptiedPhone(talk)).phone).toEqual({ editable: true }),
    hidden: async (talk) => {
      expect((await details(talk)).phone).toEqual({ editable: false });
      expect((await talk.admin('GET', `/people/${talk.ids[0]}`)).body.phone).toMatch(/^\+47/);
    },
    emptyLeftOut: async (talk) => expect(await emptiedPhone(talk)).not.toHaveProperty('phone'),
  },
  H11: {
    all: async (talk) => expect(await listedWithOneDeactivated(talk)).toEqual({ unfiltered: 4, active: 3, inactive: 1 }),
    activeOnly: async (talk) => expect(await listedWithOneDeactivated(talk)).toEqual({ unfiltered: 3, active: 3, inactive: 1 }),
  },
  H12: {
    deletedNotFound: async (talk) => expect(await readingGone(talk)).toEqual({ deleted: 404, deactivated: 200, invisible: 404, fields: 'many' }),
    notFound: async (talk) => expect(await readingGone(talk)).toEqual({ deleted: 404, deactivated: 404, invisible: 404, fields: 'none' }),
    forbidden: async (talk) => expect(await readingGone(talk)).toEqual({ deleted: 403, deactivated: 403, invisible: 403, fields: 'none' }),
    fewFields: async (talk) => expect(await readingGone(talk)).toEqual({ deleted: 404, deactivated: 200, invisible: 200, fields: 'few' }),
  },
  H13: {
    unlimited: async (talk) => expect((await tooMany(talk)).status).toBe(200),
    tooManyRequests: async (talk) => {
      const { status, headers } = await tooMany(talk);
      expect([status, headers.get('retry-after')]).toEqual([429, '1']);
    },
    withoutRetryAfter: async (talk) => {
      const { status, headers } = await tooMany(talk);
      expect([status, headers.get('retry-after')]).toEqual([429, null]);
    },
    unavailable: async (talk) => expect((await tooMany(talk)).status).toBe(503),
  },
  H13Token: {
    seconds: async () => expect(await tokenLife('seconds')).toEqual({ expires_in: 3600, at10Percent: 200, at99Percent: 200, after: 401 }),
    milliseconds: async () => expect(await tokenLife('milliseconds')).toEqual({ expires_in: 3_600_000, at10Percent: 200, at99Percent: 200, after: 401 }),
    endsEarly: async () => expect(await tokenLife('endsEarly')).toEqual({ expires_in: 3600, at10Percent: 401, at99Percent: 401, after: 401 }),
  },
  H14: {
    repeated: async (talk) => expect(await byIds(talk)).toEqual({ repeated: 2, comma: 0 }),
    comma: async (talk) => expect(await byIds(talk)).toEqual({ repeated: 1, comma: 2 }),
  },
  H15: {
    stable: async (talk) => expect(new Set(await pageByPage(talk)).size).toBe(4),
    shifting: async (talk) => expect(new Set(await pageByPage(talk)).size).toBeLessThan(4),
  },
  H15Positions: {
    all: async (talk) => expect(await positionsListed(talk)).toEqual({ items: 2, total: 2 }),
    one: async (talk) => expect(await positionsListed(talk)).toEqual({ items: 1, total: 2 }),
  },
  H16: {
    clears: async (talk) => {
      expect((await talk.api('PATCH', `/users/${talk.ids[0]}`, { phone: null })).status).toBe(200);
      expect((await details(talk)).phone.value).toBeUndefined();
    },
    ignored: async (talk) => {
      expect((await talk.api('PATCH', `/users/${talk.ids[0]}`, { phone: null })).status).toBe(200);
      expect((await details(talk)).phone.value).toMatch(/^\+47/);
    },
    refused: async (talk) => expect(await talk.api('PATCH', `/users/${talk.ids[0]}`, { phone: null })).toMatchObject({ status: 400, body: { fields: ['phone'] } }),
  },
  H17: {
    national: async (talk) => expect(await accountWords(talk, 'national')).toEqual(['national', 200, 400]),
    NATIONAL: async (talk) => expect(await accountWords(talk, 'NATIONAL')).toEqual(['NATIONAL', 200, 400]),
    domestic: async (talk) => expect(await accountWords(talk, 'domestic')).toEqual(['domestic', 200, 400]),
  },
  H17Code: {
    clearing: async (talk) => { const { code, number } = (await details(talk)).bankAccount.value; expect(code).toBe(number.slice(0, 4)); },
    country: async (talk) => expect((await details(talk)).bankAccount.value.code).toBe('NO'),
    empty: async (talk) => expect((await details(talk)).bankAccount.value.code).toBe(''),
  },
  H18: {
    earliestCurrent: async (talk) => expect(await deprecated(talk)).toEqual(['2015-01-01', 'Kokk']),
    largestPercentage: async (talk) => expect(await deprecated(talk)).toEqual(['2018-01-01', 'Daglig leder']),
    latestStart: async (talk) => expect(await deprecated(talk)).toEqual(['2020-01-01', 'Lærer']),
    overallFirstStart: async (talk) => expect(await deprecated(talk)).toEqual(['2010-01-01', 'Kokk']),
  },
  H19: {
    kept: async (talk) => expect((await details(talk)).employmentStartDate.value).toMatch(/^\d{4}-/),
    emptyWrappers: async (talk) => expect((await details(talk)).employmentStartDate).toEqual({ editable: true }),
    removed: async (talk) => expect(await details(talk)).not.toHaveProperty('employmentStartDate'),
  },
  H20: {
    badRequest: async (talk) => expect(await takenEmail(talk)).toMatchObject({ status: 400, body: { errorCode: 'field:not-unique', fields: ['email'] } }),
    conflict: async (talk) => expect((await takenEmail(talk)).status).toBe(409),
    serverError: async (talk) => expect((await takenEmail(talk)).status).toBe(500),
    accepted: async (talk) => expect((await takenEmail(talk)).status).toBe(200),
  },
  H21: {
    accepted: async (talk) => expect((await withoutGroup(talk)).status).toBe(200),
    refused: async (talk) => expect(await withoutGroup(talk)).toMatchObject({ status: 400, body: { fields: ['groups'] } }),
  },
  H22: {
    pendingOnceLoggedIn: async (talk) => expect(await emailAfterPatch(talk)).toEqual({ neverLoggedIn: 'new', loggedIn: 'pending' }),
    immediate: async (talk) => expect(await emailAfterPatch(talk)).toEqual({ neverLoggedIn: 'new', loggedIn: 'new' }),
    pending: async (talk) => expect(await emailAfterPatch(talk)).toEqual({ neverLoggedIn: 'pending', loggedIn: 'pending' }),
  },
  H23: {
    asEntered: async (talk) => expect(await phoneAfter(talk, '0047 99 00 00 01')).toBe('0047 99 00 00 01'),
    e164: async (talk) => {
      expect(await phoneAfter(talk, '0047 99 00 00 01')).toBe('+4799000001');
      expect(await phoneAfter(talk, '99 00 00 02')).toBe('+4799000002');
      expect(await phoneAfter(talk, 'ring Kari')).toBe('ring Kari');
    },
  },
  H24: {
    upper: async (talk) => expect(await countryOf(talk)).toBe('NO'),
    lower: async (talk) => expect(await countryOf(talk)).toBe('no'),
    name: async (talk) => expect(await countryOf(talk)).toBe('Norway'),
  },
  H25: {
    none: async (talk) => expect(await details(talk)).not.toHaveProperty('connectedIntegrations'),
    xledger: async (talk) => expect((await details(talk)).connectedIntegrations).toEqual({ xledger: { type: 'xledger', externalId: 'x-00001' } }),
    somethingElse: async (talk) => expect(Object.keys((await details(talk)).connectedIntegrations)).toEqual(['erp']),
  },
  H26: {
    none: async (talk) => expect((await details(talk)).phone).not.toHaveProperty('integrations'),
    unlinks: async (talk) => {
      talk.huma.switches.H25 = 'xledger';
      expect((await details(talk)).phone.integrations).toEqual({ xledger: { warning: 'locked_disconnect' } });
      await talk.api('PATCH', `/users/${talk.ids[0]}`, { phone: '+4799000001' });
      expect(await details(talk)).not.toHaveProperty('connectedIntegrations');
    },
    refused: async (talk) => {
      expect(await talk.api('PATCH', `/users/${talk.ids[0]}`, { phone: '+4799000001' })).toMatchObject({ status: 400, body: { errorCode: 'field:locked', fields: ['phone'] } });
      expect((await talk.api('PATCH', `/users/${talk.ids[0]}`, { nationality: 'SE' })).status).toBe(200);
    },
  },
  H27: {
    linkKept: async (talk) => expect(await linkAfterLeaving(talk)).toBe(true),
    linkCut: async (talk) => expect(await linkAfterLeaving(talk)).toBe(false),
  },
  H28: {
    enforced: async (talk) => expect((await talk.api('PATCH', `/users/${talk.ids[0]}`, { employmentId: '00002' })).status).toBe(400),
    notEnforced: async (talk) => expect((await talk.api('PATCH', `/users/${talk.ids[0]}`, { employmentId: '00002' })).status).toBe(200),
  },
  H29: { notShown: async () => expect(SWITCHES.H29.why).toContain('no answer of a server') },
};

let receiver: Receiver;
beforeEach(async () => { receiver = await startReceiver(); });
afterEach(() => receiver.close());

describe.each(Object.keys(SWITCHES) as SwitchKey[])('%s', (key) => {
  test.each([...SWITCHES[key].positions])(`${SWITCHES[key].question} %s`, async (position) => {
    const talk = await talkToHuma({ switches: { [key]: position } });
    Object.assign(talk.huma.webhook, { url: receiver.url, clientSecret: SECRET(), retryMs: 1, gatherMs: 60_000 });
    try {
      await (PROMISES[key] as Record<string, Promised>)[position]?.(talk);
      expect.hasAssertions();
    } finally {
      await talk.close();
    }
  });
});

// The table above calls it while it is still being written down.
function SECRET(): string {
  return 'aGVtbWVsaWc=';
}

async function messagesAfter(talk: Talk, work: () => Promise<unknown>): Promise<Json[]> {
  await talk.huma.settled();
  receiver.got.length = 0;
  await work();
  await talk.huma.settled();
  return receiver.got.map(({ body }) => body);
}

function digestIs(encode: (bytes: Buffer) => string, key = Buffer.from(SECRET())): Promised {
  return async (talk) => {
    await newPhone(talk);
    const sent = receiver.got[0];
    expect(sent?.headers['huma-hmac-sha256']).toBe(encode(createHmac('sha256', key).update(sent?.raw ?? '').digest()));
  };
}

const setPhone = (talk: Talk, phone: string | null) => talk.admin('PATCH', `/people/${talk.ids[0]}`, { phone });
const newPhone = async (talk: Talk): Promise<Json> => (await messagesAfter(talk, () => setPhone(talk, '+4799000001')))[0];
const noPhone = async (talk: Talk): Promise<Json> => (await messagesAfter(talk, () => setPhone(talk, null)))[0];
const deleted = async (talk: Talk): Promise<Json> => (await messagesAfter(talk, () => talk.admin('DELETE', `/people/${talk.ids[0]}`)))[0];
const exported = (talk: Talk): Promise<Json[]> => messagesAfter(talk, () => talk.admin('POST', '/export'));

async function triesOf(talk: Talk, answers: number[]): Promise<number> {
  receiver.answers.splice(0, 10, ...answers);
  await messagesAfter(talk, () => setPhone(talk, `+47990000${answers.length}1`));
  receiver.answers.length = 0;
  expect(talk.huma.deliveries.at(-1)?.attempts).toBe(receiver.got.length);
  return receiver.got.length;
}

async function phonesSent(talk: Talk): Promise<string[]> {
  const messages = await messagesAfter(talk, async () => {
    for (const n of [1, 2, 3]) await setPhone(talk, `+479900000${n}`);
  });
  return messages.map(({ users }) => users[0].phone);
}

/** One edit of each kind; the first is of the profile. */
const EVERY_KIND = [{ gender: 'Nonbinary' }, { jobTitle: 'Daglig leder' }, { nationalId: '01815099999' }, { groups: ['Fjordlys AS'] }, { active: false }];

async function topicsAfter(talk: Talk, ...edits: object[]): Promise<string[]> {
  const messages = await messagesAfter(talk, async () => {
    for (const edit of edits) await talk.admin('PATCH', `/people/${talk.ids[0]}`, edit);
  });
  return messages.map(({ topic }) => topic);
}

async function aroundConfirmation(talk: Talk): Promise<Json> {
  talk.huma.switches.H22 = 'pending';
  const emails = async (work: () => Promise<unknown>) => (await messagesAfter(talk, work)).map(({ users }) => users[0].email);
  const asked = await emails(() => talk.api('PATCH', `/users/${talk.ids[0]}`, { email: 'ny@example.no' }));
  const confirmed = await emails(() => talk.admin('POST', `/people/${talk.ids[0]}/confirm-email`));
  return { asked, confirmed };
}

async function details(talk: Talk, id = talk.ids[0]): Promise<Json> {
  return (await talk.api('GET', `/users/${id}`)).body;
}

async function leaving(talk: Talk): Promise<Json> {
  await talk.admin('PATCH', `/people/${talk.ids[0]}`, { positions: [{ jobTitle: 'Kokk', contractStartDate: '2020-01-01', contractEndDate: '2030-01-31', terminationNoticeDate: '2029-10-31' }] });
  const [{ id }] = (await details(talk)).currentPositions;
  return (await talk.api('GET', `/users/${talk.ids[0]}/positions/${id}`)).body;
}

async function emptiedPhone(talk: Talk): Promise<Json> {
  await setPhone(talk, null);
  return details(talk);
}

async function listedWithOneDeactivated(talk: Talk): Promise<Json> {
  await talk.admin('PATCH', `/people/${talk.ids[0]}`, { active: false });
  const total = async (query: string) => (await talk.api('GET', `/users${query}`)).body.total;
  return { unfiltered: await total(''), active: await total('?isActive=true'), inactive: await total('?isActive=false') };
}

async function readingGone(talk: Talk): Promise<Json> {
  const [first, second, third] = talk.ids;
  await talk.admin('DELETE', `/people/${first}`);
  await talk.admin('PATCH', `/people/${second}`, { active: false });
  await talk.admin('PATCH', `/people/${third}`, { invisible: true });
  const [deletedOne, deactivated, invisible] = await Promise.all(talk.ids.map((id) => talk.api('GET', `/users/${id}`)));
  const fields = deactivated?.status !== 200 ? 'none' : 'phone' in deactivated.body ? 'many' : 'few';
  return { deleted: deletedOne?.status, deactivated: deactivated?.status, invisible: invisible?.status, fields };
}

async function tooMany(talk: Talk) {
  talk.huma.settings.rateLimit = { requests: 3, perMs: 60_000, retryAfterSeconds: 1 };
  for (let n = 0; n < 3; n++) expect((await talk.api('GET', '/groups')).status).toBe(200);
  return talk.api('GET', '/groups');
}

async function tokenLife(position: Switches['H13Token']): Promise<Json> {
  let now = Date.UTC(2026, 0, 1);
  const talk = await talkToHuma({ now: () => new Date(now), switches: { H13Token: position } });
  const start = now;
  const at = async (share: number) => {
    now = start + 3_600_000 * share;
    return (await talk.api('GET', '/groups')).status;
  };
  const body = { grant_type: 'client_credentials', client_id: talk.huma.clientId, client_secret: talk.huma.clientSecret };
  const { expires_in } = (await talk.bare('POST', '/auth/oauth/token', body)).body;
  const life = { expires_in, at10Percent: await at(0.11), at99Percent: await at(0.99), after: await at(1) };
  await talk.close();
  return life;
}

async function byIds(talk: Talk): Promise<Json> {
  const [first, second] = talk.ids;
  const total = async (query: string) => (await talk.api('GET', `/users?${query}`)).body.total;
  return { repeated: await total(`id=${first}&id=${second}`), comma: await total(`id=${first},${second}`) };
}

async function pageByPage(talk: Talk): Promise<string[]> {
  const pages = [];
  for (let offset = 0; offset < 4; offset += 1) pages.push(await talk.api('GET', `/users?limit=1&offset=${offset}`));
  return pages.map(({ body }) => body.items[0].id);
}

async function positionsListed(talk: Talk): Promise<Json> {
  await talk.admin('PATCH', `/people/${talk.ids[0]}`, { positions: [{ jobTitle: 'Kokk' }, { jobTitle: 'Lærer' }] });
  const { items, total } = (await talk.api('GET', `/users/${talk.ids[0]}/positions`)).body;
  return { items: items.length, total };
}

async function accountWords(talk: Talk, word: string): Promise<Json> {
  const patch = async (type: string) => (await talk.api('PATCH', `/users/${talk.ids[0]}`, { bankAccount: { type, number: '90011234560', country: 'NO' } })).status;
  return [(await details(talk)).bankAccount.value.type, await patch(word), await patch('foreign')];
}

async function deprecated(talk: Talk): Promise<Json> {
  await talk.admin('PATCH', `/people/${talk.ids[0]}`, { positions: [
    { jobTitle: 'Lærling', contractStartDate: '2010-01-01', contractEndDate: '2012-01-01' },
    { jobTitle: 'Lærer', contractStartDate: '2020-01-01', percentage: 20 },
    { jobTitle: 'Kokk', contractStartDate: '2015-01-01', percentage: 30 },
    { jobTitle: 'Daglig leder', contractStartDate: '2018-01-01', percentage: 50 },
    { jobTitle: 'Styreleder', contractStartDate: '2099-01-01', percentage: 100 },
  ] });
  const { employmentStartDate, jobTitle } = await details(talk);
  return [employmentStartDate.value, jobTitle.value.name];
}

async function takenEmail(talk: Talk) {
  const { email } = (await talk.admin('GET', `/people/${talk.ids[1]}`)).body;
  return talk.api('PATCH', `/users/${talk.ids[0]}`, { email: email.toUpperCase() });
}

const withoutGroup = (talk: Talk) => talk.api('POST', '/users', { email: 'uten.gruppe@example.no', givenName: 'Uten', familyName: 'Gruppe', groups: [] });

async function emailAfterPatch(talk: Talk): Promise<Json> {
  await talk.admin('PATCH', `/people/${talk.ids[1]}`, { loggedIn: true });
  const after = async (id: string | undefined, wanted: string) => {
    const { value, requestedValue } = (await talk.api('PATCH', `/users/${id}`, { email: wanted })).body.email;
    return value === wanted ? 'new' : requestedValue === wanted ? 'pending' : 'old';
  };
  return { neverLoggedIn: await after(talk.ids[0], 'en@example.no'), loggedIn: await after(talk.ids[1], 'to@example.no') };
}

async function phoneAfter(talk: Talk, phone: string): Promise<string> {
  await talk.api('PATCH', `/users/${talk.ids[0]}`, { phone });
  return (await details(talk)).phone.value;
}

async function countryOf(talk: Talk): Promise<string> {
  await talk.api('PATCH', `/users/${talk.ids[0]}`, { homeAddress: { line1: 'Prøvegata 1', line2: '', line3: '', postalCode: '0150', city: 'Oslo', country: 'NO' } });
  return (await details(talk)).homeAddress.value.country;
}

async function linkAfterLeaving(talk: Talk): Promise<boolean> {
  talk.huma.switches.H25 = 'xledger';
  const company = (await details(talk)).companies.value[0].id;
  await talk.api('DELETE', `/users/${talk.ids[0]}/groups`, [company]);
  return 'connectedIntegrations' in (await details(talk));
}
