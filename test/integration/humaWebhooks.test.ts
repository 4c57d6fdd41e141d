// Messages over real HTTP, in every shape that Huma's may have (H1–H8): who is let in, who is named, and that nothing is cleared.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readWebhook, type WebhookAnswer, type WebhookOptions } from '../../core/huma';
import { startHuma, SWITCHES, type HumaSandbox, type SwitchKey, type Switches } from '../../sandbox/huma';

const TODAY = '2026-01-15';
const SECRET = 'c2VjcmV0LW9mLXRoZS1odW1hLXdlYmhvb2s=';
const TOKEN = 'token-of-the-webhook';

let sandbox: HumaSandbox;
let receiver: Server;
let received: WebhookAnswer[];
let options: Partial<WebhookOptions>;

beforeEach(async () => {
  received = [];
  options = { secret: SECRET };
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = readWebhook({ headers: request.headers, rawBody: Buffer.concat(chunks) }, { today: TODAY, reading: { bankCountry: 'NO', phoneCountry: 'NO' }, ...options });
      received.push(answer);
      response.writeHead(answer.kind === 'refused' ? answer.status : 200).end();
    });
  });
  await new Promise<void>((resolve) => { receiver.listen(0, '127.0.0.1', resolve); });
  sandbox = await startHuma({ seed: 5, now: () => new Date(TODAY) });
  Object.assign(sandbox.webhook, { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`, clientSecret: SECRET, accessToken: TOKEN, gatherMs: 10, retryMs: 1 });
});
afterEach(async () => {
  await sandbox.close();
  await new Promise((resolve) => { receiver.close(resolve); });
});

type Held = ReturnType<HumaSandbox['state']['addUser']>;
const people = (): Held[] => [...sandbox.state.users.values()].filter(({ type }) => type === 'user');
const kari = (): Held => people()[0] as Held;
const positionsOf = <K extends SwitchKey>(key: K) => SWITCHES[key].positions as readonly string[] as ReadonlyArray<Switches[K]>;

/** Sets switches, makes one edit, waits for what it sends. */
async function after(switches: Partial<Switches>, edit: (user: Held) => void): Promise<WebhookAnswer[]> {
  Object.assign(sandbox.switches, switches);
  sandbox.state.editUser(kari().id, edit);
  await sandbox.settled();
  return received;
}

const usersIn = (answers: readonly WebhookAnswer[]) => answers.flatMap((answer) => (answer.kind === 'users' ? answer.users : []));
const newPhone = (user: Held) => { user.profile.phone = '+4799000099'; };

describe('H1: signatures', () => {
  it.each(positionsOf('H1'))('%s is let in', async (H1) => {
    expect(usersIn(await after({ H1 }, newPhone))).toMatchObject([{ humaId: kari().id, person: { phone: '+4799000099' } }]);
    expect(sandbox.deliveries).toMatchObject([{ status: 200 }]);
  });

  it.each(positionsOf('H1'))('%s with another secret is not', async (H1) => {
    options = { secret: 'another' };
    expect(await after({ H1 }, newPhone)).toMatchObject([{ kind: 'refused', status: 401 }]);
    expect(sandbox.deliveries).toMatchObject([{ status: 401 }]);
  });

  it('a decoded key fails closed; the token serves instead', async () => {
    expect(await after({ H1Key: 'decoded' }, newPhone)).toMatchObject([{ kind: 'refused', status: 401 }]);
    options = { token: TOKEN };
    expect(usersIn(await after({}, (user) => { user.profile.phone = '+4799000098'; }))).toMatchObject([{ person: { phone: '+4799000098' } }]);
  });

  it('both set: both have to pass', async () => {
    options = { secret: SECRET, token: TOKEN };
    expect(usersIn(await after({}, newPhone))).toHaveLength(1);
    sandbox.webhook.accessToken = undefined;
    await after({}, (user) => { user.profile.phone = '+4799000098'; });
    expect(received.at(-1)).toMatchObject({ kind: 'refused', status: 401 });
  });
});

describe('H2, H3: bodies', () => {
  const shapes = positionsOf('H2').flatMap((H2) => positionsOf('H2Shape').map((H2Shape) => ({ H2, H2Shape })));

  it.each(shapes)('$H2, $H2Shape: a new value arrives, and no other field says anything untrue', async (switches) => {
    const [user, ...others] = usersIn(await after(switches, newPhone));
    const { profile, identifications } = kari();
    expect(others).toEqual([]);
    expect(user?.person.phone).toBe('+4799000099');
    expect(user?.problems.filter(({ code }) => code !== 'perhapsEmpty')).toEqual([]);
    if (switches.H2 === 'changedOnly') expect(Object.keys(user?.person ?? {}).sort()).toEqual(['email', 'phone']);
    else expect(user).toMatchObject({ active: true, person: { givenName: profile.givenName, bankAccount: profile.bankAccount, nationalId: { number: identifications[0]?.value } }, groups: expect.arrayContaining(kari().groups) });
  });

  it.each(shapes.flatMap((shape) => positionsOf('H3').map((H3) => ({ ...shape, H3 }))))('$H2, $H2Shape, $H3: an emptied value never clears', async (switches) => {
    const [user] = usersIn(await after(switches, (edited) => {
      const { givenName, familyName, email } = edited.profile;
      edited.profile = { givenName, familyName, email };
    }));
    expect(Object.values(user?.person ?? {})).not.toContain(null);
    for (const field of ['phone', 'gender', 'birthDate', 'address', 'bankAccount', 'employmentId'] as const) {
      expect(user?.person).not.toHaveProperty(field);
      expect(user?.problems.filter((problem) => problem.field === field)).toEqual(switches.H3 === 'absent' ? [] : [{ field, code: 'perhapsEmpty' }]);
    }
  });
});

describe.each(positionsOf('H4'))('H4 %s: users-delete', (H4) => {
  it('is a deletion, and uses the id only', async () => {
    const { id } = kari();
    sandbox.switches.H4 = H4;
    sandbox.state.deleteUser(id);
    await sandbox.settled();
    expect(received).toMatchObject([{ kind: 'users', event: 'deleted', users: [{ humaId: id, person: {}, problems: [] }] }]);
  });
});

describe.each(positionsOf('H5'))('H5 %s: users-export', (H5) => {
  it('names everybody once', async () => {
    sandbox.switches.H5 = H5;
    await fetch(`${sandbox.adminUrl}/export`, { method: 'POST' });
    await sandbox.settled();
    expect(received.every((answer) => answer.kind === 'users' && answer.event === 'exported')).toBe(true);
    expect(usersIn(received).map(({ humaId }) => humaId).sort()).toEqual(people().map(({ id }) => id).sort());
    expect(received).toHaveLength(H5 === 'all' ? 1 : 5);
  });
});

describe('H6: order, repetition, delivery id', () => {
  it.each([{ H6Order: 'reversed' }, { H6Duplicates: 'twice' }, { H6Id: 'header' }] as const)('%j: each message is read by itself', async (switches) => {
    Object.assign(sandbox.switches, switches);
    for (const phone of ['+4799000091', '+4799000092']) sandbox.state.editUser(kari().id, (user) => { user.profile.phone = phone; });
    await sandbox.settled();
    expect(new Set(usersIn(received).map(({ person }) => person.phone))).toEqual(new Set(['+4799000091', '+4799000092']));
  });

  it('thrice: what was refused is refused again, not let in', async () => {
    options = { secret: 'another' };
    expect(await after({ H6Retries: 'thrice' }, newPhone)).toHaveLength(4);
    expect(received.every(({ kind }) => kind === 'refused')).toBe(true);
  });
});

describe('H7: the e-mail and topics that are not documented', () => {
  it.each(positionsOf('H7').flatMap((H7) => positionsOf('H7Body').map((H7Body) => [H7, H7Body] as const)))('%s, %s: a new address is a changed user, or nothing is claimed', async (H7, H7Body) => {
    const answers = await after({ H7, H7Body }, (user) => { user.profile.email = 'ny.adresse@example.no'; });
    expect(answers.some(({ kind }) => kind === 'refused')).toBe(false);
    const named = usersIn(answers);
    const silent = H7 === 'instead' && H7Body === 'other';
    expect(named.map(({ humaId, person }) => [humaId, person.email])).toEqual(Array(silent ? 0 : H7 === 'extra' && H7Body === 'users' ? 2 : 1).fill([kari().id, 'ny.adresse@example.no']));
    expect(answers.every((answer) => answer.kind === 'ignored' || (answer.kind === 'users' && answer.event === 'changed'))).toBe(true);
  });

  it.each(positionsOf('H7Moment'))('%s: a requested address is never taken for the address', async (H7Moment) => {
    await after({ H7Moment, H2: 'full' }, (user) => { user.requestedEmail = 'ny.adresse@example.no'; });
    expect(JSON.stringify(usersIn(received))).not.toContain('ny.adresse');
  });
});

describe('H8: changes of status, position, identification and group', () => {
  const EDITS: Record<string, (user: Held) => void> = {
    status: (user) => { user.active = false; },
    position: (user) => { user.positions = user.positions.map((position) => ({ ...position, contractStartDate: '2021-09-01' })); },
    identification: (user) => { user.identifications = []; },
    group: (user) => { user.groups = user.groups.slice(0, 1); },
  };
  it.each(positionsOf('H8').flatMap((H8) => Object.keys(EDITS).map((edit) => [H8, edit] as const)))('%s, %s: names the user or nobody, and clears nothing', async (H8, edit) => {
    const answers = await after({ H8 }, EDITS[edit] ?? newPhone);
    expect(new Set(usersIn(answers).map(({ humaId }) => humaId))).toEqual(new Set(H8 === 'profileOnly' ? [] : [kari().id]));
    for (const { person } of usersIn(answers)) expect(Object.values(person)).not.toContain(null);
    if (H8 === 'all' && edit === 'status') expect(usersIn(answers)).toMatchObject([{ active: false }]);
    // Only the kind of group that changed is told: that does not say where else the user belongs (R5).
    if (H8 === 'all' && edit === 'group') expect(usersIn(answers)[0]?.groups).toBeUndefined();
  });
});
