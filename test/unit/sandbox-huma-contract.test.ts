// Every answer of the embedded Huma against Huma's own API description, wherever that lies beside the project.
import { GROUPS, SWITCHES, type SwitchKey } from '../../sandbox/huma';
import { described, misfits } from './huma/description';
import { talkToHuma, type Json, type Talk } from './sandbox-huma.client';

/** Checks an answer against what is described for its path and status. */
function check(path: string, method: string, { status, body }: { status: number; body: Json }): void {
  if (!described) return;
  const response = described.paths[path]?.[method]?.responses[status];
  if (!response) throw new Error(`${method} ${path} does not describe ${status}`);
  const schema = response.content?.['application/json']?.schema;
  if (schema) expect(misfits(schema, body)).toEqual([]);
}

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
let talk: Talk;
beforeEach(async () => { talk = await talkToHuma(); });
afterEach(() => talk.close());

test('reads, writes and refusals are as described', async () => {
  const [id] = talk.ids;
  await talk.api('PATCH', `/users/${talk.ids[1]}`, { supervisor: id });
  const [{ id: titleId }] = (await talk.api('GET', '/job-titles')).body;
  const position = { contractStartDate: '2020-01-01', contractType: 'Permanent', titleId, endReason: 'other', endNote: 'x', wantedEnd: true, note: 'y', description: 'z' };
  const { id: positionId } = (await talk.api('POST', `/users/${id}/positions`, position)).body;
  const { id: identificationId } = (await talk.api('POST', `/users/${id}/identifications`, { type: 'passport', country: 'NO', value: 'X' })).body;
  const everything = {
    preferredName: 'K', civilStatus: 'Single', privateEmail: 'k@example.com', interests: ['ski'], funfacts: 'x', dietaryRequirements: 'x', seniorityNote: 'x',
    relevantExperienceInYears: 2, excludeFromInsights: true, excludeFromSurveys: false, nationality: 'SE', email: 'ny@example.no',
    bankAccount: { type: 'international', iban: 'NO9386011117947', bic: 'DNBANOKK' },
  };
  const calls: Array<[string, string, string, unknown?]> = [
    ['get', '/users', '/users?limit=50'],
    ['get', '/users', '/users?limit=500'],
    ['post', '/users', '/users', { email: 'a@example.no', givenName: 'A', familyName: 'B', groups: [GROUPS.company.id], phone: '1', invite: true }],
    ['post', '/users', '/users', {}],
    ['get', '/users/{id}', `/users/${id}`],
    ['get', '/users/{id}', '/users/me'],
    ['get', '/users/{id}', `/users/${talk.ids[1]}`],
    ['get', '/users/{id}', `/users/${UNKNOWN}`],
    ['patch', '/users/{id}', `/users/${id}`, everything],
    ['patch', '/users/{id}', `/users/${id}`, { birthDate: 'x' }],
    ['get', '/users/{userId}/positions', `/users/${id}/positions`],
    ['post', '/users/{userId}/positions', `/users/${id}/positions`, position],
    ['get', '/users/{userId}/positions/{id}', `/users/${id}/positions/${positionId}`],
    ['patch', '/users/{userId}/positions/{id}', `/users/${id}/positions/${positionId}`, { percentage: 50, contractCountry: 'NO', lastDayOfWork: '2030-01-01' }],
    ['delete', '/users/{userId}/positions/{id}', `/users/${id}/positions/${positionId}`],
    ['post', '/users/{userId}/identifications', `/users/${id}/identifications`, { type: 'national', country: 'NO', value: '1' }],
    ['put', '/users/{userId}/identifications/{id}', `/users/${id}/identifications/${identificationId}`, { type: 'national', country: 'NO', value: '2' }],
    ['delete', '/users/{userId}/identifications/{id}', `/users/${id}/identifications/${identificationId}`],
    ['get', '/groups', '/groups'],
    ['get', '/groups/{id}', `/groups/${GROUPS.company.id}`],
    ['post', '/groups', '/groups', { type: 'location', name: 'Bodø', address: { line1: 'Havnegata 1', postalCode: '8006', city: 'Bodø', country: 'NO' } }],
    ['patch', '/groups/{id}', `/groups/${GROUPS.oslo.id}`, { type: 'location', name: 'Oslo sentrum' }],
    ['post', '/users/{id}/groups', `/users/${id}/groups`, [GROUPS.oslo.id]],
    ['delete', '/users/{id}/groups', `/users/${id}/groups`, [GROUPS.oslo.id]],
    ['get', '/job-titles', '/job-titles'],
    ['post', '/job-titles', '/job-titles', { name: 'Isbader' }],
    ['get', '/job-titles/{id}', `/job-titles/${titleId}`],
    ['patch', '/job-titles/{id}', `/job-titles/${titleId}`, { description: 'x' }],
  ];
  for (const [method, path, address, body] of calls) check(path, method, await talk.api(method.toUpperCase(), address, body));
  check('/users', 'get', await talk.bare('GET', '/users'));
  const grant = { grant_type: 'client_credentials', client_id: talk.huma.clientId, client_secret: talk.huma.clientSecret };
  check('/auth/oauth/token', 'post', await talk.bare('POST', '/auth/oauth/token', grant));
  check('/auth/oauth/token', 'post', await talk.bare('POST', '/auth/oauth/token', { ...grant, client_secret: UNKNOWN }));
  expect(calls.length).toBeGreaterThan(20);
});

/** What these answer is outside the description on purpose: it is what nobody knows. */
const UNDESCRIBED: Partial<Record<SwitchKey, string[]>> = { H12: ['forbidden'], H13: ['tooManyRequests', 'withoutRetryAfter', 'unavailable'] };

describe.each(Object.keys(SWITCHES) as SwitchKey[])('%s', (key) => {
  test.each(SWITCHES[key].positions.filter((position) => !UNDESCRIBED[key]?.includes(position)))('%s: people still read as described', async (position) => {
    await talk.admin('POST', '/switches', { [key]: position });
    await talk.admin('PATCH', `/people/${talk.ids[0]}`, { phone: null, homeAddress: null, gender: null, loggedIn: true });
    await talk.admin('PATCH', `/people/${talk.ids[1]}`, { active: false });
    for (const id of [...talk.ids, 'me']) check('/users/{id}', 'get', await talk.api('GET', `/users/${id}`));
    const list = await talk.api('GET', '/users');
    check('/users', 'get', list);
    expect(list.status).toBe(200);
  });
});
