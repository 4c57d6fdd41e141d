// The embedded Huma's Open API over HTTP: tokens, lists, details, edits, positions, identifications, groups, refusals.
import { CLIENT_ID, CLIENT_SECRET, GROUPS } from '../../sandbox/huma';
import { talkToHuma, type Talk } from './sandbox-huma.client';

let talk: Talk;
let id: string;
beforeEach(async () => {
  talk = await talkToHuma({ seed: 60 });
  id = talk.ids[0] ?? '';
});
afterEach(() => talk.close());

const COMPLETE_ADDRESS = { line1: 'Prøvegata 1', line2: '', line3: '', postalCode: '0150', city: 'Oslo', country: 'NO' };
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('huma.md 1.2: tokens', () => {
  const grant = { grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET };

  test('a form gets one, and so does JSON', async () => {
    const form = await fetch(`${talk.huma.url}/auth/oauth/token`, { method: 'POST', body: new URLSearchParams(grant) });
    const wanted = { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600, organizationId: expect.any(String), userId: expect.any(String) };
    expect(await form.json()).toMatchObject(wanted);
    expect((await talk.bare('POST', '/auth/oauth/token', grant)).body).toMatchObject(wanted);
  });

  test('a wrong secret gets 401, another grant or a secret that is no UUID 400', async () => {
    expect((await talk.bare('POST', '/auth/oauth/token', { ...grant, client_secret: UNKNOWN })).status).toBe(401);
    expect((await talk.bare('POST', '/auth/oauth/token', { ...grant, client_secret: 'x' })).status).toBe(400);
    expect((await talk.bare('POST', '/auth/oauth/token', { ...grant, grant_type: 'password' })).status).toBe(400);
  });

  test('the lifetime can be set', async () => {
    talk.huma.settings.tokenSeconds = 5;
    expect((await talk.bare('POST', '/auth/oauth/token', grant)).body.expires_in).toBe(5);
  });

  test('without a token, with a wrong one, and after revoking: 401', async () => {
    expect(await talk.bare('GET', '/users')).toMatchObject({ status: 401, body: { error: 'invalid_token', error_description: expect.any(String) } });
    expect((await talk.api('POST', '/auth/oauth/revoke')).status).toBe(200);
    expect((await talk.api('GET', '/users')).status).toBe(401);
  });
});

describe('huma.md 1.4, 1.5: the list of people', () => {
  const ids = async (query: string) => ((await talk.api('GET', `/users?${query}`)).body.items as Array<{ id: string }>).map((item) => item.id);

  test('is plain, and knows nothing sensitive', async () => {
    const { items } = (await talk.api('GET', `/users?id=${id}`)).body;
    expect(items[0]).toMatchObject({ id, givenName: expect.any(String), email: expect.stringContaining('@example.no'), phone: expect.any(String), jobTitles: [{ name: expect.any(String) }], type: 'user', status: { active: true } });
    expect(items[0].companies).toMatchObject([{ name: 'Fjordlys AS', type: 'company' }]);
    for (const key of ['birthDate', 'bankAccount', 'homeAddress', 'gender', 'employmentId', 'identifications', 'employmentStartDate']) expect(items[0]).not.toHaveProperty(key);
  });

  test('has pages of 25, at most 50, and reaches everybody, the key\'s own account too', async () => {
    expect((await talk.api('GET', '/users')).body).toMatchObject({ total: 61, items: { length: 25 } });
    expect((await talk.api('GET', '/users?limit=50')).body.items).toHaveLength(50);
    expect((await talk.api('GET', '/users?limit=51')).status).toBe(400);
    const everybody = [...(await ids('limit=50')), ...(await ids('limit=50&offset=50'))];
    expect(new Set(everybody).size).toBe(61);
    const types = [...(await talk.api('GET', '/users?limit=50')).body.items, ...(await talk.api('GET', '/users?limit=50&offset=50')).body.items].map(({ type }) => type);
    expect(types.filter((type) => type === 'service_user')).toHaveLength(1);
  });

  test('filters by company, location, team, title, status, ids and words', async () => {
    const total = async (query: string) => (await talk.api('GET', `/users?${query}`)).body.total as number;
    expect(await total(`company=${GROUPS.company.id}`)).toBe(60);
    expect(await total(`location=${GROUPS.oslo.id}`)).toBe(30);
    expect(await total(`team=${GROUPS.sales.id}`)).toBe(20);
    expect(await total(`team=${GROUPS.sales.id}&location=${GROUPS.oslo.id}`)).toBe(10);
    expect(await total(`excludeId=${id}`)).toBe(60);
    expect(await total(`company=${UNKNOWN}`)).toBe(0);
    await talk.admin('PATCH', `/people/${id}`, { active: false, jobTitle: 'Fyrvokter' });
    expect(await ids('isActive=false')).toEqual([id]);
    const [title] = (await talk.api('GET', '/job-titles?search=fyrv')).body;
    expect(await ids(`jobTitle=${title.id}`)).toEqual([id]);
    const { email } = (await talk.admin('GET', `/people/${id}`)).body;
    expect(await ids(`search=${email}`)).toEqual([id]);
    expect(await total('company=nonsense').catch(() => 0)).toBeUndefined();
  });

  test('filters by supervisor', async () => {
    const [, second, third] = talk.ids;
    await talk.api('PATCH', `/users/${second}`, { supervisor: id });
    await talk.api('PATCH', `/users/${third}`, { supervisor: second });
    expect(await ids(`supervisor=${id}`)).toEqual([second]);
    expect((await ids('isSupervisor=true')).sort()).toEqual([id, second].sort());
    expect((await talk.api('GET', '/users?supervisor=none')).body.total).toBe(59);
    expect((await talk.api('GET', `/users?notRecursivelySupervisorOf=${third}`)).body.total).toBe(59);
    expect((await talk.api('GET', `/users?notRecursivelySubordinateOf=${id}`)).body.total).toBe(59);
    expect((await talk.api('GET', `/users/${id}`)).body.subordinatesCount).toBe(1);
  });

  test('turns around', async () => {
    const all = [...(await ids('limit=50&orderDirection=ASC')), ...(await ids('limit=50&offset=50&orderDirection=ASC'))];
    expect(await ids('limit=50&orderDirection=DESC')).toEqual([...all].reverse().slice(0, 50));
  });
});

describe('huma.md 1.6: details', () => {
  test('wraps every field with whether it can be edited', async () => {
    const { body } = await talk.api('GET', `/users/${id}`);
    expect(body).toMatchObject({
      id, type: 'user', status: { active: true }, subordinatesCount: 0,
      email: { value: expect.any(String), editable: true },
      birthDate: { value: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), showBirthday: true },
      gender: { value: expect.stringMatching(/^(Fem|M)ale$/) },
      bankAccount: { value: { type: 'national', country: 'NO', number: expect.stringMatching(/^\d{11}$/) } },
      homeAddress: { value: { line1: expect.any(String), postalCode: expect.any(String), city: expect.any(String), country: expect.any(String) } },
      identifications: { value: [{ type: 'national', country: 'NO', value: expect.stringMatching(/^\d{11}$/) }] },
      preferredName: { editable: true },
    });
    expect(body.preferredName).not.toHaveProperty('value');
  });

  test('me is the key\'s own account; a deactivated person is locked', async () => {
    expect((await talk.api('GET', '/users/me')).body.type).toBe('service_user');
    await talk.admin('PATCH', `/people/${id}`, { active: false });
    expect((await talk.api('GET', `/users/${id}`)).body).toMatchObject({ status: { active: false, deactivatedAt: expect.any(String) }, phone: { editable: false } });
    expect((await talk.api('PATCH', `/users/${id}`, { phone: '+4799000001' })).status).toBe(400);
  });
});

describe('huma.md 1.12: writing a person', () => {
  test.each([
    ['givenName', { givenName: 'Kari "K" \\ {æøå}\n😀' }],
    ['phone', { phone: '+47 99 00 00 01' }],
    ['birthDate', { birthDate: '1990-02-03' }],
    ['gender', { gender: 'Free text' }],
    ['employmentId', { employmentId: '0007' }],
    ['nationality', { nationality: 'SE' }],
    ['privateEmail', { privateEmail: 'privat@example.com' }],
    ['relevantExperienceInMonths', { relevantExperienceInMonths: 7 }],
  ])('%s arrives unchanged', async (key, patch: Record<string, unknown>) => {
    expect((await talk.api('PATCH', `/users/${id}`, patch)).body[key].value).toBe(patch[key]);
    expect((await talk.api('GET', `/users/${id}`)).body[key].value).toBe(patch[key]);
  });

  test('an address needs all six keys; its empty lines are left out on read', async () => {
    const refused = await talk.api('PATCH', `/users/${id}`, { homeAddress: { line1: 'x', postalCode: '0150', city: 'Oslo', country: 'NO' } });
    expect(refused).toMatchObject({ status: 400, body: { errorCode: 'field:invalid-format', fields: ['homeAddress.line2', 'homeAddress.line3'] } });
    expect((await talk.api('PATCH', `/users/${id}`, { homeAddress: COMPLETE_ADDRESS })).body.homeAddress.value).toEqual({ line1: 'Prøvegata 1', postalCode: '0150', city: 'Oslo', country: 'NO' });
  });

  test('an international account has iban and bic', async () => {
    const bankAccount = { type: 'international', iban: 'NO9386011117947', bic: 'DNBANOKK' };
    expect((await talk.api('PATCH', `/users/${id}`, { bankAccount })).body.bankAccount.value).toEqual({ ...bankAccount, code: '8601' });
    expect((await talk.api('PATCH', `/users/${id}`, { bankAccount: { type: 'international', iban: 'NO9386011117947' } })).status).toBe(400);
  });

  test.each([
    ['birthDate', { birthDate: '1990-02-30' }],
    ['birthDate', { birthDate: '03.02.1990' }],
    ['email', { email: 'nobody' }],
    ['givenName', { givenName: null }],
    ['phone', { phone: 'x'.repeat(256) }],
    ['homeAddress.country', { homeAddress: { ...COMPLETE_ADDRESS, country: 'Norge' } }],
    ['civilStatus', { civilStatus: 'Complicated' }],
    ['funfacts', { funfacts: 'x'.repeat(2041) }],
  ])('a wrong %s is named, and nothing is changed', async (field, patch) => {
    const before = (await talk.api('GET', `/users/${id}`)).body;
    expect(await talk.api('PATCH', `/users/${id}`, { ...patch, nationality: 'SE' })).toMatchObject({ status: 400, body: { fields: [field] } });
    expect((await talk.api('GET', `/users/${id}`)).body).toEqual(before);
  });

  test('employment dates and job title cannot be written this way', async () => {
    const before = (await talk.api('GET', `/users/${id}`)).body;
    expect((await talk.api('PATCH', `/users/${id}`, { employmentStartDate: '2020-01-01', jobTitle: 'Kokk' })).status).toBe(200);
    expect((await talk.api('GET', `/users/${id}`)).body).toEqual(before);
  });

  test('a phone and an employment ID that somebody has are refused, however they are written', async () => {
    const other = (await talk.admin('GET', `/people/${talk.ids[1]}`)).body;
    const spaced = other.phone.replace('+47', '0047 ').replace(/(\d\d)$/, ' $1');
    expect((await talk.api('PATCH', `/users/${id}`, { phone: spaced })).body.fields).toEqual(['phone']);
    expect((await talk.api('PATCH', `/users/${id}`, { employmentId: other.employmentId })).body.fields).toEqual(['employmentId']);
  });

  test('sending what one has already is no clash', async () => {
    const { email, phone, employmentId } = (await talk.admin('GET', `/people/${id}`)).body;
    expect((await talk.api('PATCH', `/users/${id}`, { email, phone, employmentId })).status).toBe(200);
  });

  test('a new person is made with groups, and is there at once', async () => {
    const input = { email: 'ny.person@example.no', givenName: 'Ny', familyName: 'Person', groups: [GROUPS.company.id], invite: false };
    const { status, body } = await talk.api('POST', '/users', input);
    expect([status, body.email, body.companies[0].name]).toEqual([200, 'ny.person@example.no', 'Fjordlys AS']);
    expect((await talk.api('GET', `/users/${body.id}`)).body.givenName.value).toBe('Ny');
    expect((await talk.api('GET', '/users?search=ny.person')).body.total).toBe(1);
    expect(await talk.api('POST', '/users', { email: 'x@example.no', groups: [] })).toMatchObject({ status: 400, body: { fields: ['givenName', 'familyName'] } });
    expect((await talk.api('POST', '/users', { ...input, email: 'annen@example.no', groups: [UNKNOWN] })).status).toBe(404);
  });
});

describe('huma.md 1.7: positions', () => {
  test('are listed plain, read wrapped, made, changed and deleted', async () => {
    const [first] = (await talk.api('GET', `/users/${id}/positions`)).body.items;
    expect(first).toMatchObject({ title: { name: expect.any(String) }, contractStartDate: expect.any(String), status: 'CURRENT', percentage: 100 });
    expect(first).not.toHaveProperty('probationEndDate');
    const titleId = first.title.id;

    const made = (await talk.api('POST', `/users/${id}/positions`, { contractStartDate: '2099-01-01', contractType: 'Temporary', titleId, probationEndDate: '2099-06-30' })).body;
    expect(made).toMatchObject({ status: 'UPCOMING', percentage: { value: 100 }, probationEndDate: { value: '2099-06-30', editable: true }, terminationNoticeDate: { editable: true } });
    const path = `/users/${id}/positions/${made.id}`;
    expect((await talk.api('PATCH', path, { contractEndDate: '2099-12-31', probationEndDate: null })).body).toMatchObject({ contractEndDate: { value: '2099-12-31' } });
    expect((await talk.api('GET', path)).body.probationEndDate).toEqual({ editable: true });
    expect((await talk.api('GET', `/users/${id}/positions?limit=1&offset=1`)).body).toMatchObject({ total: 2, items: [{ id: made.id, periodInMonths: 11 }] });
    expect((await talk.api('DELETE', path)).status).toBe(200);
    expect((await talk.api('GET', path)).status).toBe(404);
  });

  test('an ended position is not current', async () => {
    await talk.admin('PATCH', `/people/${id}`, { positions: [{ jobTitle: 'Kokk', contractStartDate: '2001-01-01', contractEndDate: '2002-01-01' }] });
    expect((await talk.api('GET', `/users/${id}`)).body.currentPositions).toEqual([]);
    expect((await talk.api('GET', `/users/${id}/positions`)).body.items[0].status).toBe('ENDED');
  });

  test('start, type and title are required, and the title must exist', async () => {
    expect((await talk.api('POST', `/users/${id}/positions`, {})).body.fields).toEqual(['contractStartDate', 'contractType', 'titleId']);
    expect((await talk.api('POST', `/users/${id}/positions`, { contractStartDate: '2020-01-01', contractType: 'Other', titleId: UNKNOWN })).status).toBe(404);
    expect((await talk.api('GET', `/users/${id}/positions/nonsense`)).status).toBe(400);
  });
});

test('identifications are added, replaced and removed', async () => {
  const added = (await talk.api('POST', `/users/${id}/identifications`, { type: 'passport', country: 'SE', value: 'X1' })).body;
  expect(added).toMatchObject({ type: 'passport', country: 'SE', value: 'X1' });
  const path = `/users/${id}/identifications/${added.id}`;
  expect((await talk.api('PUT', path, { type: 'passport', country: 'DK', value: 'X2' })).body).toEqual({ id: added.id, type: 'passport', country: 'DK', value: 'X2' });
  expect((await talk.api('GET', `/users/${id}`)).body.identifications.value).toHaveLength(2);
  expect((await talk.api('DELETE', path)).status).toBe(200);
  expect((await talk.api('DELETE', path)).status).toBe(404);
  expect((await talk.api('POST', `/users/${id}/identifications`, { type: 'other', country: 'NO', value: '' })).body.fields).toEqual(['type', 'value']);
});

describe('huma.md 1.8, 1.9: titles and groups', () => {
  test('groups come in pages of 10, and one of them with its members and no type', async () => {
    expect((await talk.api('GET', '/groups?type=team')).body).toMatchObject({ total: 3, items: [{ type: 'team' }, { type: 'team' }, { type: 'team' }] });
    expect((await talk.api('GET', '/groups?limit=26')).status).toBe(400);
    const { body } = await talk.api('GET', `/groups/${GROUPS.oslo.id}`);
    expect(body).toMatchObject({ name: 'Oslo', members: { length: 30 } });
    expect(body).not.toHaveProperty('type');
  });

  test('a person joins and leaves groups', async () => {
    const groups = async () => (await talk.api('GET', `/users/${id}`)).body.groups.value.map((group: { id: string }) => group.id);
    expect((await talk.api('POST', `/users/${id}/groups`, [GROUPS.tromso.id, GROUPS.tromso.id])).status).toBe(200);
    expect(await groups()).toEqual(expect.arrayContaining([GROUPS.oslo.id, GROUPS.tromso.id]));
    expect((await talk.api('DELETE', `/users/${id}/groups`, [GROUPS.oslo.id])).status).toBe(200);
    expect(await groups()).not.toContain(GROUPS.oslo.id);
  });

  test('a group is made and renamed', async () => {
    const { id: groupId } = (await talk.api('POST', '/groups', { type: 'team', name: 'Drift', members: [{ id }] })).body;
    expect((await talk.api('PATCH', `/groups/${groupId}`, { type: 'team', name: 'Drift og vedlikehold' })).body).toMatchObject({ name: 'Drift og vedlikehold', members: [{ id }] });
  });

  test('titles are a plain list, made, read and renamed', async () => {
    const { body: made } = await talk.api('POST', '/job-titles', { name: 'Isbader', description: 'Bader i is' });
    expect((await talk.api('GET', '/job-titles?search=isba')).body).toEqual([{ id: made.id, name: 'Isbader' }]);
    expect((await talk.api('PATCH', `/job-titles/${made.id}`, { name: 'Badevakt' })).body).toEqual({ id: made.id, name: 'Badevakt', description: 'Bader i is' });
    expect((await talk.api('POST', '/job-titles', { name: 'x'.repeat(256) })).status).toBe(400);
  });
});

describe('huma.md 1.10: refusals', () => {
  test('404 and 400 have their documented bodies', async () => {
    expect(await talk.api('GET', `/users/${UNKNOWN}`)).toMatchObject({ status: 404, body: { errorCode: 'object:not-found', errorMessage: expect.any(String), interpolations: { id: UNKNOWN } } });
    expect(await talk.api('PATCH', `/users/${id}`, [])).toMatchObject({ status: 400, body: { errorCode: expect.any(String), fields: expect.any(Array) } });
    expect((await talk.api('GET', '/nowhere')).status).toBe(404);
  });

  test('a body that is no JSON is 400', async () => {
    const { body: { access_token } } = await talk.bare('POST', '/auth/oauth/token', { grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET });
    const answer = await fetch(`${talk.huma.url}/users/${id}`, { method: 'PATCH', headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }, body: '{"phone":' });
    expect(answer.status).toBe(400);
  });
});
