// What stands around the two sandboxes in the demo: the scenario, the front door, the mail server.
import { connect } from 'node:net';
import { startFrontDoor } from '../../sandbox/frontDoor';
import { startHuma } from '../../sandbox/huma';
import { startMail, type MailSandbox } from '../../sandbox/mail';
import { demoScenario } from '../../sandbox/scenario';

describe('the scenario', () => {
  const { huma, xledger, humaChanges, remarks } = demoScenario();
  const inHuma = new Map(huma.map((person) => [person.email, person]));
  const inXledger = new Map(xledger.map((person) => [person.email, person]));

  test('most people are the same, a handful is only on one side, a few differ', () => {
    const both = huma.filter(({ email }) => inXledger.has(email));
    const different = both.filter((person) => JSON.stringify(person) !== JSON.stringify(inXledger.get(person.email)));
    expect([huma.length, xledger.length, both.length, different.length]).toEqual([196, 195, 190, 8]);
    expect([...inHuma.keys()].filter((email) => !inXledger.has(email))).toHaveLength(6);
    expect([...inXledger.keys()].filter((email) => !inHuma.has(email))).toHaveLength(5);
  });

  test('everybody who is apart is in the remarks', () => {
    const apart = huma.filter((person) => JSON.stringify(person) !== JSON.stringify(inXledger.get(person.email)));
    expect(remarks.map(({ email }) => email)).toEqual(expect.arrayContaining(apart.map(({ email }) => email)));
  });

  test.each([huma, xledger])('unique values stay unique', (...people) => {
    for (const key of ['email', 'phone', 'employmentId', 'bankAccount', 'nationalId'] as const) expect(new Set(people.map((person) => person[key])).size).toBe(people.length);
  });

  test('Huma starts with it, one person deactivated', async () => {
    const sandbox = await startHuma({ seed: huma, changes: humaChanges });
    expect([...sandbox.state.users.values()].filter(({ active }) => !active)).toHaveLength(1);
    await sandbox.close();
  });
});

test('the front door links to everything, and shows both systems side by side', async () => {
  const door = await startFrontDoor({
    n8nUrl: 'http://127.0.0.1:5678', humaUrl: 'http://127.0.0.1:1', xledgerUrl: 'http://127.0.0.1:2', mailUrl: 'http://127.0.0.1:3',
    login: { email: 'demo@example.no', password: 'Passord<1>' }, flows: [{ name: 'Manual sync', url: 'http://127.0.0.1:5678/workflow/1' }], remarks: demoScenario().remarks,
  });
  const text = await (await fetch(door.url)).text();
  for (const piece of ['http://127.0.0.1:5678/workflow/1', 'href="http://127.0.0.1:1"', 'href="http://127.0.0.1:2"', 'href="http://127.0.0.1:3"', 'demo@example.no', 'Passord&#60;1&#62;', 'only in Huma']) expect(text).toContain(piece);
  expect(await (await fetch(`${door.url}/side-by-side`)).text()).toMatch(/iframe src="http:\/\/127.0.0.1:1"[\s\S]*iframe src="http:\/\/127.0.0.1:2"/);
  await door.close();
});

test('the line to Xledger is cut and mended from the page that shows who waits', async () => {
  let cut = false;
  const door = await startFrontDoor({
    n8nUrl: 'http://127.0.0.1:5678', humaUrl: 'http://127.0.0.1:1', xledgerUrl: 'http://127.0.0.1:2', login: { email: 'demo@example.no', password: 'Passord1' }, flows: [],
    line: { isCut: () => cut, cut: () => { cut = true; }, mend: () => { cut = false; } },
    inbox: async () => cut ? [{ humaId: 'u-17', status: 'waiting', tries: 2, nextTry: '2026-11-23T10:00:00.000Z', reason: 'Xledger <away>' }] : [],
  });
  const press = async (change: string) => (await fetch(`${door.url}/line/${change}`, { method: 'POST', body: new URLSearchParams() })).text();
  expect(await (await fetch(door.url)).text()).toContain('href="/inbox"');
  expect(await press('cut')).toMatch(/cannot be reached[\s\S]*u-17[\s\S]*Xledger &#60;away&#62;[\s\S]*/);
  expect(cut).toBe(true);
  expect(await press('mend')).toMatch(/is reached[\s\S]*Nothing waits/);
  expect(cut).toBe(false);
  await door.close();
});

describe('the mail server', () => {
  let mail: MailSandbox;
  beforeEach(async () => { mail = await startMail(); });
  afterEach(() => mail.close());

  const MESSAGE = [
    'From: n8n <n8n@example.no>', 'To: kari@example.no', 'Subject: =?utf-8?Q?L=C3=B8nn?=', 'MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', '',
    '<p>Se <a href="http://127.0.0.1/ja?a=1&amp;b=2">ja</a></p><script>1</script>', '.',
  ].join('\r\n');

  test('takes a mail, lists it, shows it, finds its links, empties', async () => {
    await send(mail.smtpPort, ['EHLO test', `AUTH PLAIN ${Buffer.from('\0hvem\0helst').toString('base64')}`, 'MAIL FROM:<n8n@example.no>', 'RCPT TO:<kari@example.no>', 'DATA', MESSAGE, 'QUIT']);
    const list = await (await fetch(`${mail.url}/admin/mails`)).json();
    expect(list).toMatchObject([{ to: ['kari@example.no'], subject: 'Lønn', links: ['http://127.0.0.1/ja?a=1&b=2'], html: expect.stringContaining('<a href') }]);
    expect(await (await fetch(mail.url)).text()).toContain('Lønn');
    expect(await (await fetch(`${mail.url}/mails/${mail.mails[0]?.id}`)).text()).not.toContain('<script>');
    expect(await (await fetch(`${mail.url}/admin/mails`, { method: 'DELETE' })).json()).toEqual([]);
    expect(mail.mails).toEqual([]);
  });

  test('its button empties too', async () => {
    const answer = await fetch(`${mail.url}/empty`, { method: 'POST', body: new URLSearchParams() });
    expect([answer.status, new URL(answer.url).pathname]).toEqual([200, '/']);
  });
});

/** Says each line when the server has answered the one before. */
function send(port: number, lines: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (answer) => {
      if (/^[45]\d\d /m.test(answer.toString())) reject(new Error(answer.toString()));
      const line = /^\d\d\d /m.test(answer.toString()) ? lines.shift() : undefined;
      if (line) socket.write(`${line}\r\n`);
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}
