// What a manual sync writes to Huma, against the sandbox, in every position of the open questions that concern writing (huma.md 1.12).
import { createHuma, type Huma, type HumaFieldResult, type HumaListedUser, type HumaWritten } from '../../core/huma';
import type { Person } from '../../core/person';
import { startHuma, type HumaSandbox } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { humaPost } from '../integration/humaPost';
import { jumpingClock } from './huma/scripted';

const READING = { bankCountry: 'NO', phoneCountry: 'NO' };
let sandbox: HumaSandbox;
let huma: Huma;
let people: InventedPerson[];

async function start(switches: Record<string, string> = {}, count = 3): Promise<void> {
  people = inventPeople(count, 5);
  sandbox = await startHuma({ seed: people });
  Object.assign(sandbox.switches, switches);
  huma = createHuma({ baseUrl: sandbox.url, post: humaPost(sandbox).post, clock: jumpingClock(), reading: READING });
}
afterEach(() => sandbox.close());

const idOf = (place = 0): string => [...sandbox.state.users.values()].find(({ profile }) => profile.email === people[place]!.email)!.id;
const userOf = (id: string) => sandbox.state.users.get(id)!;
const became = ({ fields }: HumaWritten): Record<string, HumaFieldResult['became']> => Object.fromEntries(fields.map((field) => [field.field, field.became]));
const writes = () => sandbox.journal.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/auth')).map(({ method, path }) => `${method} ${path.replace(':userId', ':id')}`);

async function write(changes: Person, more: { place?: number; evenLocked?: boolean } = {}): Promise<HumaWritten> {
  const [written] = await huma.update([{ humaId: idOf(more.place), changes, evenLocked: more.evenLocked }]);
  return written!;
}

const WHOLE: Person = {
  email: 'ny.adresse@example.no', employmentId: '000777', givenName: 'Ánne', familyName: 'O’Prøve "x" \\ {y}', phone: '+4799111222',
  birthDate: '1991-02-03' as Person['birthDate'], bankAccount: { kind: 'national', number: '12345678903', country: 'NO' },
  address: { street: 'Nygata 2', zipCode: '5003', place: 'Bergen', country: 'NO' }, gender: 'Female', jobTitle: 'Ny tittel',
  employmentStart: '2021-03-01' as Person['employmentStart'], probationEnd: '2021-09-01' as Person['probationEnd'],
  nationalId: { number: '19839310008', country: 'NO' },
};

describe('R14, R21, R32.6–R34: fields of a user who exists', () => {
  test('all of them at once: one PATCH, one position, one title, one identification; and a second time nothing', async () => {
    await start({ H22: 'immediate' });
    const written = await write(WHOLE);
    expect(Object.values(became(written)).filter((each) => each !== 'written' && each !== 'unchanged')).toEqual([]);
    expect(writes()).toEqual(['PATCH /users/:id', 'POST /job-titles', 'PATCH /users/:id/positions/:id', 'PUT /users/:id/identifications/:id']);
    const { profile, identifications } = userOf(idOf0());
    expect(profile).toMatchObject({ givenName: 'Ánne', employmentId: '000777', homeAddress: { line1: 'Nygata 2', postalCode: '5003', city: 'Bergen', country: 'NO' } });
    expect(identifications.filter(({ type }) => type === 'national')).toHaveLength(1);
    sandbox.journal.length = 0;
    const again = await huma.update([{ humaId: idOf0(), changes: WHOLE }]);
    expect(new Set(Object.values(became(again[0]!)))).toEqual(new Set(['unchanged']));
    expect(writes()).toEqual([]);
  });

  const idOf0 = (): string => [...sandbox.state.users.values()].find(({ profile }) => profile.employmentId === '000777' || profile.email === people[0]!.email)!.id;

  test('R30: an address is written as a whole, and a street that is there already keeps its lines', async () => {
    await start();
    userOf(idOf()).profile.homeAddress = { line1: 'Prøvegata 1', line3: 'Oppgang B', postalCode: '0150', city: 'Oslo', country: 'NO' };
    expect(became(await write({ address: { street: 'Prøvegata 1, Oppgang B', zipCode: '0151', place: 'Bergen' } }))).toEqual({ address: 'written' });
    expect(userOf(idOf()).profile.homeAddress).toEqual({ line1: 'Prøvegata 1', line3: 'Oppgang B', postalCode: '0151', city: 'Bergen', country: '' });
  });

  test('R33: a title is found without regard to case and edges, made once for many people, and none is renamed', async () => {
    await start({}, 4);
    const before = [...sandbox.state.titles.values()].map((title) => ({ ...title }));
    const there = before[0]!.name;
    expect(became(await write({ jobTitle: ` ${there.toUpperCase()} ` as string }))).toEqual({ jobTitle: expect.stringMatching(/unchanged|written/) });
    expect([...sandbox.state.titles.values()]).toEqual(before);
    await huma.update([0, 1, 2, 3].map((place) => ({ humaId: idOf(place), changes: { jobTitle: 'Helt ny' } })));
    expect([...sandbox.state.titles.values()].filter(({ name }) => name === 'Helt ny')).toHaveLength(1);
    expect([...sandbox.state.titles.values()].slice(0, before.length)).toEqual(before);
  });

  test('R32: without a main position nothing of the employment is written, and the other fields are', async () => {
    await start();
    userOf(idOf()).positions = [];
    expect(became(await write({ jobTitle: 'X', employmentEnd: '2027-01-01' as Person['employmentEnd'], gender: 'Male', givenName: 'Ola' }))).toMatchObject({ jobTitle: 'leftOut', employmentEnd: 'leftOut', givenName: 'written' });
  });

  test('R34: an identification is added where there is none, and passports are left alone', async () => {
    await start();
    userOf(idOf()).identifications = [{ id: '11111111-1111-4111-8111-111111111111', type: 'passport', country: 'NO', value: 'P1' }];
    expect(became(await write({ nationalId: { number: '19839310008' } }))).toEqual({ nationalId: 'written' });
    expect(userOf(idOf()).identifications).toMatchObject([{ type: 'passport', value: 'P1' }, { type: 'national', country: 'NO', value: '19839310008' }]);
    expect(became(await write({ nationalId: null }))).toEqual({ nationalId: 'written' });
    expect(userOf(idOf()).identifications).toMatchObject([{ type: 'passport' }]);
  });

  test('R34: several national identifications: none is touched', async () => {
    await start();
    userOf(idOf()).identifications = ['03829012345', '13829012346'].map((value, n) => ({ id: `11111111-1111-4111-8111-11111111111${n}`, type: 'national', country: 'NO', value }));
    expect(became(await write({ nationalId: { number: '19839310008', country: 'NO' } }))).toEqual({ nationalId: 'leftOut' });
    expect(writes()).toEqual([]);
  });

  test('R24: a deactivated user is locked', async () => {
    await start();
    userOf(idOf()).active = false;
    expect(await write({ givenName: 'Ola' })).toMatchObject({ because: { kind: 'locked' }, fields: [{ field: 'givenName', became: 'refused' }] });
    expect(writes()).toEqual([]);
  });
});

describe('R37, H22: a new e-mail', () => {
  test.each([['immediate', 'written'], ['pending', 'awaitingConfirmation']] as const)('%s', async (position, expected) => {
    await start({ H22: position });
    const id = idOf();
    const [first] = await huma.update([{ humaId: id, changes: { email: 'ny@example.no' } }]);
    expect(first!.fields).toMatchObject([{ field: 'email', became: expected, retry: false }]);
    sandbox.journal.length = 0;
    const [second] = await huma.update([{ humaId: id, changes: { email: 'ny@example.no' } }]);
    expect(second!.fields).toMatchObject([{ became: expected === 'written' ? 'unchanged' : expected }]);
    expect(writes()).toEqual([]);
  });
});

describe('H16: emptying, by explicit choice', () => {
  test.each([['clears', 'written'], ['ignored', 'didNotStick'], ['refused', 'refused']] as const)('null %s', async (position, expected) => {
    await start({ H16: position });
    expect(became(await write({ phone: null, employmentEnd: '2030-01-01' as Person['employmentEnd'] }))).toEqual({ phone: expected, employmentEnd: 'written' });
    expect(became(await write({ employmentEnd: null }))).toEqual({ employmentEnd: expected });
  });

  test('what Huma needs is never emptied', async () => {
    await start();
    expect(became(await write({ email: null, givenName: null, familyName: null }))).toEqual({ email: 'leftOut', givenName: 'leftOut', familyName: 'leftOut' });
    expect(writes()).toEqual([]);
  });
});

describe('H17: the type of a bank account', () => {
  test.each(['national', 'NATIONAL', 'domestic'])('%s is the word of the present account', async (position) => {
    await start({ H17: position });
    userOf(idOf()).profile.bankAccount = { number: '98765432103', country: 'NO' };
    expect(became(await write({ bankAccount: WHOLE.bankAccount }))).toEqual({ bankAccount: 'written' });
  });

  test('another word, and no present account to learn it from: refused for this field, the others go on', async () => {
    await start({ H17: 'domestic' });
    delete userOf(idOf()).profile.bankAccount;
    const written = await write({ bankAccount: WHOLE.bankAccount, givenName: 'Ola' });
    expect(became(written)).toEqual({ bankAccount: 'refused', givenName: 'written' });
    expect(written.fields.find(({ field }) => field === 'bankAccount')).toMatchObject({ errorCode: 'field:invalid-format', retry: false });
    expect(JSON.stringify(written.fields)).not.toContain('12345678903');
  });
});

describe('H20: a value that somebody else has', () => {
  test.each(['badRequest', 'conflict', 'serverError'])('%s: permanent for that field, the others go on', async (position) => {
    await start({ H20: position });
    const written = await write({ phone: people[1]!.phone, employmentId: people[1]!.employmentId, givenName: 'Ola' });
    expect(became(written)).toEqual({ phone: 'refused', employmentId: 'refused', givenName: 'written' });
    expect(userOf(idOf()).profile.givenName).toBe('Ola');
  });
});

describe('H26: a field that another integration locks', () => {
  test.each([['unlinks', 'written'], ['refused', 'refused']] as const)('%s: only by explicit choice', async (position, chosen) => {
    await start({ H26: position });
    userOf(idOf()).linked = true;
    expect(became(await write({ givenName: 'Ola' }))).toEqual({ givenName: 'leftOut' });
    expect(writes()).toEqual([]);
    expect(became(await write({ givenName: 'Ola' }, { evenLocked: true }))).toEqual({ givenName: chosen });
  });
});

describe('H9, H10: what cannot be read is not written', () => {
  test.each(['wrapperMissing', 'wrapperWithoutValue'])('H9 %s', async (position) => {
    await start({ H9: position });
    expect(became(await write({ bankAccount: WHOLE.bankAccount, nationalId: WHOLE.nationalId, employmentEnd: '2027-01-01' as Person['employmentEnd'], givenName: 'Ola' }))).toEqual({ bankAccount: 'leftOut', nationalId: 'leftOut', employmentEnd: 'leftOut', givenName: 'written' });
  });
});

describe('R15: new users', () => {
  const NEW: Person = { ...WHOLE, jobTitle: undefined, employmentStart: undefined, probationEnd: undefined };
  const group = () => [...sandbox.state.groups.values()][0]!.id;
  const make = async (person: Person = NEW, groups = [group()], listed?: HumaListedUser[]) => (await huma.create([{ key: 'k', person, groups }], { listed })).get('k')!;
  const withEmail = () => [...sandbox.state.users.values()].filter(({ profile }) => profile.email === WHOLE.email);

  test('is not invited, is in the group, and has every field', async () => {
    await start();
    const made = await make();
    expect(made).toMatchObject({ created: true, humaId: withEmail()[0]!.id });
    expect(new Set(Object.values(became(made)))).toEqual(new Set(['written']));
    expect(withEmail()[0]).toMatchObject({ groups: [group()], profile: { employmentId: '000777', gender: 'Female' } });
    expect(withEmail()[0]!.invitedAt).toBeUndefined();
  });

  test.each([['email', 'email'], ['phone', 'phone']] as const)('R28: nobody is added whose %s somebody has, active or not', async (_name, field) => {
    await start();
    userOf(idOf(1)).active = false;
    expect(await make({ ...NEW, [field]: people[1]![field] })).toMatchObject({ created: false, humaId: null, because: { kind: 'exists' } });
    expect(writes()).toEqual([]);
  });

  test('two of a run with one e-mail: the second is not added', async () => {
    await start();
    const made = await huma.create(['a', 'b'].map((key) => ({ key, person: NEW, groups: [group()] })));
    expect([made.get('a')!.created, made.get('b')!.created]).toEqual([true, false]);
    expect(withEmail()).toHaveLength(1);
  });

  test.each([['before', 1], ['after', 1]] as const)('a connection lost %s the work: looked for, and there once', async (when, times) => {
    await start();
    sandbox.faults.order({ kind: 'reset', when, path: '/users', method: 'POST' });
    expect(await make()).toMatchObject({ created: true });
    expect(withEmail()).toHaveLength(times);
  });

  test('H21: without a group, where Huma wants one, it says so', async () => {
    await start({ H21: 'refused' });
    expect(await make(NEW, [])).toMatchObject({ created: false, because: { kind: 'refused', says: expect.stringContaining('group'), errorCode: 'field:invalid-format' } });
  });

  test('R16: without a name nobody is added', async () => {
    await start();
    expect(await make({ ...NEW, givenName: null })).toMatchObject({ created: false, because: { kind: 'refused' } });
    expect(writes()).toEqual([]);
  });
});

describe('outages', () => {
  test.each(['before', 'after'] as const)('a lost answer to an added identification, %s the work: added once', async (when) => {
    await start();
    userOf(idOf()).identifications = [];
    sandbox.faults.order({ kind: 'reset', when, path: '/identifications', method: 'POST' });
    expect(became(await write({ nationalId: WHOLE.nationalId }))).toEqual({ nationalId: 'written' });
    expect(userOf(idOf()).identifications).toHaveLength(1);
  });

  test('Huma is down: everybody is left for later, and soon', async () => {
    await start({}, 12);
    sandbox.faults.order({ kind: 'status', status: 503, count: 100_000 });
    const ids = people.map((_person, place) => idOf(place));
    const written = await huma.update(ids.map((humaId) => ({ humaId, changes: { givenName: 'Ola' } })));
    expect(written.map(({ because }) => because)).toEqual(ids.map(() => expect.objectContaining({ kind: 'notAttempted', retry: true })));
  });
});
