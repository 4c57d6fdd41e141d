// Users that come as items: every shape that flows have reads the same, and only what was read under the wrapper rule may clear.
import { createHuma, readUser, type HumaUser } from '../../../core/huma';
import { jumpingClock, kari, KARI, position, scripted, summary, userAnswers } from './scripted';

const READING = { today: '2026-01-15', bankCountry: 'NO' };

function user(json: unknown): HumaUser {
  const given = readUser(json, READING);
  if (given.kind !== 'user') throw new Error(given.says);
  return given.user;
}

async function readFromHuma(): Promise<HumaUser> {
  const { post } = scripted(userAnswers({ body: kari() }, { body: { items: [summary('p1')] } }, (id) => ({ body: position(id) })));
  const [answer] = await createHuma({ baseUrl: 'https://huma.example', post, clock: jumpingClock(), reading: READING }).read([KARI]);
  if (answer?.kind !== 'user') throw new Error('not read');
  return answer.user;
}

const full = {
  email: 'kari.testesen@example.no', employmentId: '0042', givenName: 'Kari', familyName: 'Testesen', phone: '+47 99 00 00 01', birthDate: '1993-03-19',
  bankAccount: { kind: 'national', number: '1234.56.78903', country: 'NO' }, address: { street: 'Prøvegata 1, Oppgang B', zipCode: '0150', place: 'Oslo', country: 'NO' },
  gender: 'Female', jobTitle: 'Utvikler', employmentStart: '2024-08-01', nationalId: { number: '19839310008', country: 'NO' },
};

describe('a HumaUser as an item', () => {
  it('reads as what it was, over JSON, clear values included', async () => {
    const read = await readFromHuma();
    expect(read.person.employmentEnd).toBeNull();
    expect(user(JSON.parse(JSON.stringify(read)))).toEqual(read);
  });

  it('clears by null alone: blank text is reported', () => {
    const { person, problems } = user({ humaId: KARI, person: { phone: '', gender: ' ', jobTitle: null } });
    expect(person).toEqual({ jobTitle: null });
    expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual(['phone perhapsEmpty', 'gender perhapsEmpty']);
  });

  it('keeps what is unreadable, by its name only', async () => {
    expect(user({ ...(await readFromHuma()), unreadable: ['bankAccount', 'nothing', 5] }).unreadable).toEqual(['bankAccount']);
  });
});

describe('other shapes', () => {
  it.each([
    ['flat under our own keys', { humaId: KARI, ...full }],
    ['flat under our own keys, the national id as text', { humaId: KARI, ...full, nationalId: '19839310008' }],
    ['Huma\'s details, wrapped, with positions', { ...kari(), positions: [summary('p1')] }],
    ['Huma\'s details with the deprecated fields', { ...kari(), jobTitle: { value: { id: 't', name: 'Utvikler' }, editable: true }, employmentStartDate: { value: '2024-08-01', editable: true } }],
  ])('%s', (_name, json) => {
    const { person, problems } = user(json);
    const expected = _name.includes('as text') ? { ...full, nationalId: { number: '19839310008' } } : full;
    expect(person).toEqual(expected);
    expect(problems).toEqual([]);
  });

  it('a row of the list', () => {
    const row = { humaId: KARI, type: 'user', active: false, givenName: 'Kari', familyName: 'T', email: 'k@example.no', jobTitles: ['Utvikler'], groups: ['g1'] };
    expect(user(row)).toMatchObject({ humaId: KARI, active: false, groups: ['g1'], person: { givenName: 'Kari', familyName: 'T', email: 'k@example.no', jobTitle: 'Utvikler' }, problems: [] });
    expect(user({ ...row, jobTitles: ['A', 'B'] }).person).not.toHaveProperty('jobTitle');
  });

  it('Huma\'s own key counts before ours', () => {
    expect(user({ id: KARI, homeAddress: { line1: 'A', postalCode: '1', city: 'B', country: 'NO' }, address: { street: 'C' } }).person.address?.street).toBe('A');
  });

  it('an id of another form than a UUID will do: the item is the user\'s own doing', () => {
    expect(user({ id: 'kari' }).humaId).toBe('kari');
  });

  it.each([undefined, null, 'text', 5, [], {}, { id: '' }, { id: 5 }, { humaId: null }, { person: full }])('is nobody: %j', (json) => {
    expect(readUser(json, READING)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('H3: only a HumaUser clears', () => {
  it.each([
    ['flat', { humaId: KARI, phone: null, address: '', nationalId: null, employmentEnd: null }],
    ['details', { id: KARI, phone: { editable: true }, homeAddress: { value: null, editable: true }, identifications: { value: [], editable: true }, employmentEndDate: { editable: true } }],
  ])('not %s', (_name, json) => {
    const { person, problems } = user(json);
    expect(person).toEqual({});
    expect(problems.map(({ field, code }) => `${field} ${code}`).sort()).toEqual(['address perhapsEmpty', 'employmentEnd perhapsEmpty', 'nationalId perhapsEmpty', 'phone perhapsEmpty']);
  });
});

describe('masked and sealed values are not values', () => {
  const covered = { bankAccount: '•••••••8903', nationalId: '•••••••', birthDate: 'sealed:v1:abc' };
  it.each([
    ['flat', { humaId: KARI, givenName: 'Kari', ...covered }],
    ['in a HumaUser', { humaId: KARI, person: { givenName: 'Kari', ...covered } }],
    ['in Huma\'s shapes', { id: KARI, givenName: 'Kari', birthDate: { value: 'sealed:v1:abc' }, bankAccount: { value: { number: '•••••••8903', country: 'SE' } }, identifications: [{ type: 'national', value: '•••••••', country: 'SE' }] }],
  ])('%s', (_name, json) => {
    const { person, problems } = user(json);
    expect(person).toEqual({ givenName: 'Kari' });
    expect(problems.map(({ field }) => field).sort()).toEqual(['bankAccount', 'birthDate', 'nationalId']);
  });
});

it('what is not valid is a problem of its field, and shows nothing sensitive', () => {
  const { person, problems } = user({ humaId: KARI, email: 'x', nationalId: '19839310009', bankAccount: '12345678904', employmentStart: '2024-02-31', gender: 'Female' });
  expect(person).toEqual({ gender: 'Female' });
  expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual(['email notAnEmail', 'bankAccount failsItsCheckDigit', 'nationalId failsItsCheckDigit', 'employmentStart noSuchDay']);
  expect(JSON.stringify(problems)).not.toMatch(/1983|1234/);
});
