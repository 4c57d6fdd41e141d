// Every open question that reading people depends on (huma.md 5), in every position, over real HTTP: what is read is right in each.
import { createHuma, type HumaAnswer, type HumaUser } from '../../core/huma';
import type { Clock, FieldKey } from '../../core/person';
import { startHuma, SWITCHES, type HumaSandbox, type SwitchKey, type Switches } from '../../sandbox/huma';
import { humaPost } from './humaPost';

const TODAY = '2026-01-15';
const clock: Clock = { now: () => Date.parse(TODAY), random: Math.random, sleep: async () => undefined };

let sandbox: HumaSandbox;
beforeEach(async () => { sandbox = await startHuma({ seed: 12, now: () => new Date(TODAY) }); });
afterEach(() => sandbox.close());

const open = () => createHuma({ baseUrl: sandbox.url, post: humaPost(sandbox).post, clock, reading: { bankCountry: 'NO', phoneCountry: 'NO' } });
type Held = ReturnType<HumaSandbox['state']['addUser']>;
const someone = (): Held => [...sandbox.state.users.values()].find(({ type }) => type === 'user') as Held;

async function answerFor(id: string): Promise<HumaAnswer> {
  const [answer] = await open().read([id]);
  if (!answer) throw new Error('no answer');
  return answer;
}

/** Edits someone, sets the switch, reads that one. */
async function readWith(switches: Partial<Switches>, edit: (user: Held) => void = () => undefined): Promise<{ user: HumaUser; held: Held }> {
  const held = sandbox.state.editUser(someone().id, edit);
  Object.assign(sandbox.switches, switches);
  const answer = await answerFor(held.id);
  if (answer.kind !== 'user') throw new Error(JSON.stringify(answer));
  return { user: answer.user, held };
}

const positionsOf = <K extends SwitchKey>(key: K) => SWITCHES[key].positions as readonly string[] as ReadonlyArray<Switches[K]>;
const codes = (user: HumaUser, field: FieldKey) => user.problems.filter((problem) => problem.field === field).map(({ code }) => code);
const RESTRICTED: FieldKey[] = ['bankAccount', 'terminationNotice', 'employmentEnd', 'nationalId'];

describe('H9: what the key may not read is never compared and never cleared', () => {
  it('readable: everything has a state', async () => {
    const { user } = await readWith({ H9: 'readable' });
    expect(user).toMatchObject({ unreadable: [], problems: [] });
    expect(await open().checkAccess()).toMatchObject({ unreadable: [] });
  });

  it('wrapperMissing: unreadable, and said so by the access check', async () => {
    const { user } = await readWith({ H9: 'wrapperMissing' });
    expect([...user.unreadable].sort()).toEqual([...RESTRICTED].sort());
    for (const field of RESTRICTED) expect(user.person).not.toHaveProperty(field);
    expect((await open().checkAccess()).unreadable.sort()).toEqual([...RESTRICTED].sort());
  });

  it('wrapperWithoutValue: reported', async () => {
    const { user } = await readWith({ H9: 'wrapperWithoutValue' });
    for (const field of RESTRICTED) {
      expect(user.person).not.toHaveProperty(field);
      expect(codes(user, field)).toEqual(['perhapsEmpty']);
    }
    expect((await open().checkAccess()).unsure.sort()).toEqual([...RESTRICTED].sort());
  });
});

describe('H10: a wrapper without value', () => {
  const emptied = (user: Held) => { delete user.profile.phone; };

  it('empty: clear, where it may be edited', async () => expect((await readWith({ H10: 'empty' }, emptied)).user.person.phone).toBeNull());
  it('hidden: reported, though a value is there', async () => {
    const { user } = await readWith({ H10: 'hidden' });
    for (const field of ['phone', 'birthDate', 'address', 'gender'] as const) {
      expect(user.person).not.toHaveProperty(field);
      expect(codes(user, field)).toEqual(['perhapsEmpty']);
    }
  });
  it('emptyLeftOut: unreadable, never clear', async () => {
    const { user } = await readWith({ H10: 'emptyLeftOut' }, emptied);
    expect(user.unreadable).toContain('phone');
    expect(user.person).not.toHaveProperty('phone');
  });
});

describe.each(positionsOf('H11'))('H11 %s: who is listed', (H11) => {
  it.each([[undefined, 12], [true, 9], [false, 3]])('active %s: %d people', async (active, count) => {
    [...sandbox.state.users.values()].filter(({ type }) => type === 'user').slice(0, 3).forEach(({ id }) => sandbox.state.editUser(id, (user) => { user.active = false; }));
    sandbox.switches.H11 = H11;
    let seen = 0;
    for await (const page of open().list({ active })) seen += page.length;
    expect(seen).toBe(count);
  });
});

describe('H12: who may not be read', () => {
  const kinds: Record<Switches['H12'], Record<'deleted' | 'deactivated' | 'invisible', string>> = {
    deletedNotFound: { deleted: 'notVisible 404', deactivated: 'user locked', invisible: 'notVisible 404' },
    notFound: { deleted: 'notVisible 404', deactivated: 'notVisible 404', invisible: 'notVisible 404' },
    forbidden: { deleted: 'notVisible 403', deactivated: 'notVisible 403', invisible: 'notVisible 403' },
    fewFields: { deleted: 'notVisible 404', deactivated: 'user locked', invisible: 'user' },
  };
  it.each(positionsOf('H12').flatMap((H12) => (['deleted', 'deactivated', 'invisible'] as const).map((who) => [H12, who] as const)))('%s, %s: nothing is cleared', async (H12, who) => {
    const { id } = someone();
    sandbox.switches.H12 = H12;
    if (who === 'deleted') sandbox.state.deleteUser(id);
    else sandbox.state.editUser(id, (user) => Object.assign(user, who === 'invisible' ? { invisible: true } : { active: false }));
    const answer = await answerFor(id);
    const word = answer.kind === 'notVisible' ? `notVisible ${answer.status}` : answer.kind === 'user' ? `user${answer.user.active ? '' : ' locked'}` : answer.kind;
    expect(word).toBe(kinds[H12][who]);
    if (answer.kind === 'user') expect(Object.values(answer.user.person)).not.toContain(null);
  });
});

it.each(positionsOf('H14'))('H14 %s: a scope filters', async (H14) => {
  sandbox.switches.H14 = H14;
  const [team] = await open().groups('team');
  const seen: string[] = [];
  for await (const page of open().list({ scope: { kind: 'team', id: team?.id ?? '' } })) seen.push(...page.map(({ humaId }) => humaId));
  expect(seen).toHaveLength(4);
});

describe.each(positionsOf('H15Positions'))('H15 %s: a page of positions', (H15Positions) => {
  it('all positions are seen: the current one is found behind nine that have ended', async () => {
    const { user } = await readWith({ H15Positions }, (edited) => {
      const [current] = edited.positions;
      const past = Array.from({ length: 9 }, (_, n) => ({ id: `00000000-0000-4000-8000-00000000000${n}`, contractStartDate: `201${n}-01-01`, contractEndDate: `201${n}-12-31` }));
      edited.positions = [...past, { ...current, id: current?.id ?? '', contractStartDate: '2024-03-01', contractEndDate: undefined }];
    });
    expect(user).toMatchObject({ severalPositions: true, person: { employmentStart: '2024-03-01', employmentEnd: null } });
  });
});

describe('H17: a bank account by its shape', () => {
  it.each(positionsOf('H17').flatMap((H17) => positionsOf('H17Code').map((H17Code) => [H17, H17Code] as const)))('type %s, code %s', async (H17, H17Code) => {
    const { user, held } = await readWith({ H17, H17Code });
    expect(user.person.bankAccount).toEqual({ kind: 'national', ...held.profile.bankAccount });
    const abroad = await readWith({ H17, H17Code }, (edited) => { edited.profile.bankAccount = { iban: 'GB33BUKB20201555555555', bic: 'BUKBGB22' }; });
    expect(abroad.user.person.bankAccount).toEqual({ kind: 'international', iban: 'GB33BUKB20201555555555', bic: 'BUKBGB22' });
  });
});

describe('R32, H18, H19: two current positions', () => {
  const twoJobs = (user: Held) => {
    const [first] = user.positions;
    const other = sandbox.state.titleNamed('Annen stilling');
    user.positions = [
      { ...first, id: first?.id ?? '', contractStartDate: '2020-01-01', contractEndDate: undefined, percentage: 20 },
      { id: '00000000-0000-4000-8000-000000000001', titleId: other.id, contractStartDate: '2023-01-01', percentage: 80, contractType: 'Permanent' },
    ];
  };
  const STARTS: Record<Switches['H18'], string> = { earliestCurrent: '2020-01-01', latestStart: '2023-01-01', largestPercentage: '2023-01-01', overallFirstStart: '2020-01-01' };

  it.each(positionsOf('H18'))('%s: the one that the deprecated fields show', async (H18) => {
    const { user } = await readWith({ H18, H19: 'kept' }, twoJobs);
    expect(user).toMatchObject({ severalPositions: true, problems: [], person: { employmentStart: STARTS[H18] } });
  });

  it.each(['emptyWrappers', 'removed'] as const)('H19 %s: unclear, so none, and reported', async (H19) => {
    const { user } = await readWith({ H19 }, twoJobs);
    for (const field of ['jobTitle', 'employmentStart', 'probationEnd', 'terminationNotice', 'employmentEnd'] as const) {
      expect(user.person).not.toHaveProperty(field);
      expect(codes(user, field)).toEqual(['severalPositions']);
    }
  });

  it.each(positionsOf('H19'))('H19 %s: with one position the deprecated fields do not matter', async (H19) => {
    const { user, held } = await readWith({ H19 });
    expect(user).toMatchObject({ problems: [], unreadable: [], severalPositions: false, person: { employmentStart: held.positions[0]?.contractStartDate } });
  });

  it.each(positionsOf('H19'))('H19 %s: without positions nothing is cleared', async (H19) => {
    const { user } = await readWith({ H19 }, (edited) => { edited.positions = []; });
    for (const field of ['jobTitle', 'employmentStart', 'probationEnd', 'terminationNotice', 'employmentEnd'] as const) expect(user.person).not.toHaveProperty(field);
  });
});

it.each(positionsOf('H22'))('H22 %s, R37: the confirmed address counts', async (H22) => {
  const { user } = await readWith({ H22 }, (edited) => { edited.requestedEmail = 'ny.adresse@example.no'; });
  expect(user).toMatchObject({ emailPending: true, person: { email: someone().profile.email } });
  expect(JSON.stringify(user)).not.toContain('ny.adresse');
});

it.each(positionsOf('H23'))('H23 %s: a phone number is kept as it comes', async (H23) => {
  const { user } = await readWith({ H23 }, (edited) => { edited.profile.phone = '990 00 001'; });
  expect(user).toMatchObject({ problems: [], person: { phone: H23 === 'e164' ? '+4799000001' : '990 00 001' } });
});

it.each([['upper', 'NO'], ['lower', 'NO'], ['name', undefined]] as const)('H24 %s: the country of an address', async (H24, country) => {
  const { user } = await readWith({ H24 });
  expect(user.person.address?.country).toBe(country);
  expect(codes(user, 'address')).toEqual(country ? [] : ['notACountry']);
});

it.each([['none', false], ['xledger', true], ['somethingElse', false]] as const)('H25 %s: another link with Xledger', async (H25, seen) => {
  expect((await readWith({ H25 })).user.otherXledgerLink).toBe(seen);
});

it.each(positionsOf('H26'))('H26 %s: a warning on a field changes nothing that is read', async (H26) => {
  const { user } = await readWith({ H26 });
  expect(user).toMatchObject({ problems: [], unreadable: [] });
});
