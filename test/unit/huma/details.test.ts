// The wrapper rule and the rules of single fields, from Huma's details to a person.
import { createHuma, type HumaUser } from '../../../core/huma';
import { FIELD_KEYS, type FieldKey, type Reading } from '../../../core/person';
import { jumpingClock, kari, KARI, position, scripted, summary, userAnswers, type Said } from './scripted';

interface Told {
  details?: Record<string, unknown>;
  summaries?: Said;
  full?: (id: string) => Said;
  reading?: Reading;
  positions?: boolean;
}

async function read({ details = {}, summaries = { body: { items: [summary('p1')], total: 1 } }, full = (id) => ({ body: position(id) }), reading = { bankCountry: 'NO' }, positions }: Told = {}): Promise<HumaUser> {
  const { post } = scripted(userAnswers({ body: kari(details) }, summaries, full));
  const [answer] = await createHuma({ baseUrl: 'https://huma.example', post, clock: jumpingClock(), reading }).read([KARI], { positions });
  if (answer?.kind !== 'user') throw new Error(JSON.stringify(answer));
  return answer.user;
}

const codes = (user: HumaUser, field: FieldKey) => user.problems.filter((problem) => problem.field === field).map(({ code }) => code);

const PROFILE: ReadonlyArray<[FieldKey, string]> = [
  ['employmentId', 'employmentId'], ['givenName', 'givenName'], ['familyName', 'familyName'], ['phone', 'phone'], ['birthDate', 'birthDate'],
  ['bankAccount', 'bankAccount'], ['address', 'homeAddress'], ['gender', 'gender'], ['nationalId', 'identifications'],
];
const POSITION: ReadonlyArray<[FieldKey, string]> = [
  ['jobTitle', 'title'], ['employmentStart', 'contractStartDate'], ['probationEnd', 'probationEndDate'], ['terminationNotice', 'terminationNoticeDate'], ['employmentEnd', 'contractEndDate'],
];

it('reads every field of a whole user', async () => {
  const user = await read();
  expect(user).toEqual({
    humaId: KARI, type: 'user', active: true, unreadable: [], problems: [], groups: ['company-1', 'team-1'],
    severalPositions: false, emailPending: false, otherXledgerLink: false,
    person: {
      email: 'kari.testesen@example.no', employmentId: '0042', givenName: 'Kari', familyName: 'Testesen', phone: '+47 99 00 00 01', birthDate: '1993-03-19',
      bankAccount: { kind: 'national', number: '1234.56.78903', country: 'NO' },
      address: { street: 'Prøvegata 1, Oppgang B', zipCode: '0150', place: 'Oslo', country: 'NO' },
      gender: 'Female', jobTitle: 'Utvikler', employmentStart: '2024-08-01', probationEnd: '2025-02-01', terminationNotice: null, employmentEnd: null,
      nationalId: { number: '19839310008', country: 'NO' },
    },
  });
  expect(Object.keys(user.person).sort()).toEqual([...FIELD_KEYS].sort());
});

describe('huma.md 1.6: the wrapper rule', () => {
  const withWrapper = (key: string, of: 'profile' | 'position', wrapper: unknown) =>
    read(of === 'profile' ? { details: { [key]: wrapper } } : { full: (id) => ({ body: position(id, { [key]: wrapper }) }) });

  describe.each([...PROFILE.map(([field, key]) => [field, key, 'profile'] as const), ...POSITION.map(([field, key]) => [field, key, 'position'] as const)])('%s', (field, key, of) => {
    it('H9: a missing wrapper is unreadable, never cleared', async () => {
      const user = await withWrapper(key, of, undefined);
      expect(user.unreadable).toEqual([field]);
      expect(user.person).not.toHaveProperty(field);
    });

    it.each([[{ editable: true }], [{ value: null, editable: true }], [{ value: '', editable: true }], [{ value: '  ', editable: true }], [{ value: [], editable: true }]])('R29: without value and editable is clear: %j', async (wrapper) => {
      const user = await withWrapper(key, of, wrapper);
      expect(user.person[field]).toBeNull();
      expect(user.problems).toEqual([]);
    });

    it.each([[{ editable: false }], [{}], [{ editable: 'true' }], [{ value: null, editable: false }], [null]])('H10: without value and not editable is reported, never cleared: %j', async (wrapper) => {
      const user = await withWrapper(key, of, wrapper);
      expect(user.person).not.toHaveProperty(field);
      expect(user.unreadable).toEqual([]);
      expect(codes(user, field)).toEqual(['perhapsEmpty']);
    });

    it('a value of a wrong type is a problem of this field alone', async () => {
      const user = await withWrapper(key, of, { value: 42, editable: true });
      expect(user.person).not.toHaveProperty(field);
      expect(codes(user, field)).toHaveLength(1);
      expect(Object.keys(user.person)).toHaveLength(FIELD_KEYS.length - 1);
    });
  });

  it('R24: an empty field of a deactivated user says nothing, since all their fields are locked', async () => {
    const user = await read({ details: { status: { active: false }, phone: { editable: false }, gender: { editable: true } } });
    expect(user).toMatchObject({ active: false, problems: [] });
    expect(user.person).not.toHaveProperty('phone');
    expect(user.person).not.toHaveProperty('gender');
    expect(user.person.email).toBe('kari.testesen@example.no');
  });
});

describe('R37: e-mail', () => {
  it('takes the confirmed address and only marks that another waits', async () => {
    const user = await read({ details: { email: { value: 'kari.testesen@example.no', requestedValue: 'kari.ny@example.no', editable: true }, privateEmail: { value: 'privat@example.no', editable: true } } });
    expect(user).toMatchObject({ emailPending: true, person: { email: 'kari.testesen@example.no' } });
    expect(JSON.stringify(user)).not.toMatch(/kari\.ny|privat/);
  });

  it.each([undefined, null, '', '  '])('no request: %j', async (requestedValue) => {
    expect(await read({ details: { email: { value: 'kari.testesen@example.no', requestedValue, editable: true } } })).toMatchObject({ emailPending: false });
  });
});

describe('R31, H17: a bank account is read by its shape', () => {
  const account = (value: unknown) => read({ details: { bankAccount: { value, editable: true } } });

  it.each(['national', 'NATIONAL', 'domestic', ''])('whatever its type is called: %s', async (type) => {
    expect((await account({ type, code: 'NO', number: '12345678903', country: 'NO' })).person.bankAccount).toEqual({ kind: 'national', number: '12345678903', country: 'NO' });
  });

  it('an international one', async () => {
    expect((await account({ type: 'foreign', code: '', iban: 'GB33BUKB20201555555555', bic: 'BUKBGB22' })).person.bankAccount).toEqual({ kind: 'international', iban: 'GB33BUKB20201555555555', bic: 'BUKBGB22' });
  });

  it.each([
    [{ type: 'national', code: '', number: '12345678904', country: 'NO' }, 'failsItsCheckDigit'],
    [{ type: 'national', code: '1234' }, 'notText'],
    [{ iban: 'GB00BUKB20201555555555', bic: 'x' }, 'notAnIban'],
    ['1234 56 7890', 'wrongLength'],
  ])('not one: %j', async (value, code) => {
    const user = await account(value);
    expect(codes(user, 'bankAccount')).toEqual([code]);
    expect(JSON.stringify(user)).not.toContain('1234567');
  });
});

describe('R30, H24: an address', () => {
  const home = (value: Record<string, unknown>) => read({ details: { homeAddress: { value, editable: true } } });
  const oslo = { line1: 'Prøvegata 1', postalCode: '0150', city: 'Oslo' };

  it.each(['NO', 'no', ' No '])('has its country in either case: %s', async (country) => {
    expect((await home({ ...oslo, country })).person.address).toEqual({ street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' });
  });

  it('is reported and not read with a country by name', async () => {
    const user = await home({ ...oslo, country: 'Norway' });
    expect(codes(user, 'address')).toEqual(['notACountry']);
    expect(user.person).not.toHaveProperty('address');
  });

  it('is clear where all its parts are blank', async () => {
    expect((await home({ line1: ' ', line2: '', line3: '', postalCode: '', city: '', country: '' })).person.address).toBeNull();
  });
});

describe('R35: gender', () => {
  it.each(['Male', 'Female', 'Ikke-binær'])('%s is kept as entered', async (value) => {
    expect((await read({ details: { gender: { value, editable: true } } })).person.gender).toBe(value);
  });
});

describe('R34: identification', () => {
  const national = (value: string, country?: string) => ({ id: value, type: 'national', value, country });
  const passport = { id: 'p', type: 'passport', value: 'N1234567', country: 'NO' };
  const ids = (value: unknown, reading?: Reading) => read({ details: { identifications: { value, editable: true } }, reading });
  const [KARI_NO, OLA_NO] = ['19839310008', '01818012397'];

  it('only passports: known to have none', async () => expect((await ids([passport])).person.nationalId).toBeNull());
  it('one beside a passport', async () => expect((await ids([passport, national(KARI_NO, 'NO')])).person.nationalId).toEqual({ number: KARI_NO, country: 'NO' }));
  it('one without a country', async () => expect((await ids([national(KARI_NO)])).person.nationalId).toEqual({ number: KARI_NO }));
  it('several: the one of the default bank country', async () => {
    expect((await ids([national('19930319-1234', 'SE'), national(KARI_NO, 'no')])).person.nationalId).toEqual({ number: KARI_NO, country: 'NO' });
  });
  it('the same one twice counts once', async () => expect((await ids([national(KARI_NO, 'NO'), national(` ${KARI_NO}`, 'NO')])).person.nationalId).toEqual({ number: KARI_NO, country: 'NO' }));

  it.each([
    ['two of the default country', [national(KARI_NO, 'NO'), national(OLA_NO, 'NO')], { bankCountry: 'NO' }],
    ['none of the default country', [national('1', 'SE'), national('2', 'DK')], { bankCountry: 'NO' }],
    ['no default country', [national(KARI_NO, 'NO'), national('2', 'DK')], {}],
  ])('several, unclear: %s', async (_name, value, reading) => {
    const user = await ids(value, reading);
    expect(codes(user, 'nationalId')).toEqual(['severalIdentifications']);
    expect(user.person).not.toHaveProperty('nationalId');
    expect(JSON.stringify(user)).not.toContain(KARI_NO);
  });

  it('a wrong one is a problem that does not show it', async () => {
    const user = await ids([national('19839310009', 'NO')]);
    expect(codes(user, 'nationalId')).toEqual(['failsItsCheckDigit']);
    expect(JSON.stringify(user.problems)).not.toMatch(/\d{4}/);
  });
});

describe('R32: the position fields', () => {
  const list = (...items: unknown[]) => ({ body: { items, total: items.length } });
  const deprecated = { jobTitle: { value: { id: 'title-1', name: 'Utvikler' }, editable: true }, employmentStartDate: { value: '2020-02-02', editable: true }, probationEndDate: { editable: true } };

  it('several unclear positions: none of the five fields, each reported', async () => {
    const user = await read({ summaries: list(summary('p1'), summary('p2')) });
    for (const [field] of POSITION) {
      expect(codes(user, field)).toEqual(['severalPositions']);
      expect(user.person).not.toHaveProperty(field);
    }
    expect(user).toMatchObject({ severalPositions: true, person: { email: 'kari.testesen@example.no' } });
  });

  it('several, told apart by the deprecated fields: that one is read in full', async () => {
    const user = await read({
      details: { jobTitle: deprecated.jobTitle, employmentStartDate: { value: '2025-05-05', editable: false } },
      summaries: list(summary('p1'), summary('p2', { contractStartDate: '2025-05-05' })),
      full: (id) => ({ body: position(id, { title: { value: { id: 't', name: id }, editable: true } }) }),
    });
    expect(user.person.jobTitle).toBe('p2');
    expect(user.severalPositions).toBe(true);
  });

  it.each([403, 404])('R32.4: positions that answer %d: the deprecated fields, values only, never clearing', async (status) => {
    const user = await read({ details: deprecated, summaries: { status, body: {} } });
    expect(user.person).toMatchObject({ jobTitle: 'Utvikler', employmentStart: '2020-02-02' });
    expect(user.person).not.toHaveProperty('probationEnd');
    expect(user.unreadable).toEqual(['terminationNotice', 'employmentEnd']);
    expect(user.problems).toEqual([]);
  });

  it('H19: a user without positions and with empty or removed deprecated fields clears nothing', async () => {
    const empty = Object.fromEntries(['jobTitle', 'employmentStartDate', 'probationEndDate', 'terminationNoticeDate', 'employmentEndDate'].map((key) => [key, { editable: true }]));
    for (const details of [empty, {}]) {
      const user = await read({ details, summaries: list() });
      for (const [field] of POSITION) expect(user.person).not.toHaveProperty(field);
    }
  });

  it('a position that may be listed but not read: what the list says, values only', async () => {
    const user = await read({ summaries: list(summary('p1', { contractEndDate: '2027-01-01' })), full: () => ({ status: 403, body: {} }) });
    expect(user.person).toMatchObject({ jobTitle: 'Utvikler', employmentStart: '2024-08-01', employmentEnd: '2027-01-01' });
    expect(user.unreadable).toEqual(['probationEnd', 'terminationNotice']);
  });

  it('a position that is gone when it is to be read: nothing is known', async () => {
    const user = await read({ summaries: list(summary('p1')), full: () => ({ status: 404, body: {} }) });
    expect([...user.unreadable].sort()).toEqual(POSITION.map(([field]) => field).sort());
  });

  it('are absent and not unreadable when they were not asked for', async () => {
    const user = await read({ positions: false, details: deprecated });
    for (const [field] of POSITION) expect(user.person).not.toHaveProperty(field);
    expect(user).toMatchObject({ unreadable: [], problems: [] });
  });
});

describe('what else a user says', () => {
  it.each([
    ['xledger', { type: 'accounting', externalId: '1' }, true],
    ['erp', { type: 'XLEDGER', externalId: '1' }, true],
    ['tripletex', { type: 'payroll', externalId: '1' }, false],
    ['odd', 'text', false],
  ])('H25: another integration with Xledger: %s', async (name, link, expected) => {
    expect((await read({ details: { connectedIntegrations: { [name]: link } } })).otherXledgerLink).toBe(expected);
  });

  it.each([['service_user', 'service_user'], ['team', 'other'], ['user', 'user'], [undefined, 'other']])('huma.md 1.5: type %s is %s', async (type, expected) => {
    expect((await read({ details: { type } })).type).toBe(expected);
  });

  it('R5: groups of any kind, each once; unknown where no wrapper tells', async () => {
    const group = (id: string) => ({ id, name: id, type: 'team' });
    expect((await read({ details: { groups: { value: [group('g1'), group('team-1')], editable: true }, locations: { editable: true } } })).groups).toEqual(['company-1', 'team-1', 'g1']);
    expect((await read({ details: { companies: undefined, teams: undefined } })).groups).toBeUndefined();
  });

  it('unknown keys and odd company are no trouble', async () => {
    const user = await read({ details: { constructor: { value: 'x' }, future: [{ deep: { deeper: 1 } }], custom: null, completeness: 'soon' } });
    expect(user.problems).toEqual([]);
  });
});
