// `npm run demo`, as somebody runs it who has just cloned: it says where everything is, the first change arrives, Ctrl-C ends it, and the next start goes on from there.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT } from '../../scripts/project';
import { until } from './harness';

jest.setTimeout(400_000);

interface Demo {
  said(): string;
  /** Where a part of it is, by the name that the signpost gives it. */
  address(part: string): string;
  /** Ctrl-C. @returns the exit status */
  stop(): Promise<number | null>;
}

let folder: string;
let taken: Server;
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-'));
  // Somebody else's program on the front door's usual port. When a demo runs there already, that is as good.
  taken = createServer();
  await new Promise<void>((resolve) => { taken.once('error', () => resolve()).listen(7700, '127.0.0.1', resolve); });
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await new Promise((resolve) => { taken.close(resolve); });
  await rm(folder, { recursive: true, force: true });
});

async function demo(...args: string[]): Promise<Demo> {
  const child = spawn(process.execPath, ['scripts/demo.mjs', ...args], { cwd: PROJECT, env: { ...process.env, XLEDGER_DEMO_FOLDER: folder }, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  const ended = new Promise<number | null>((resolve) => { child.once('exit', resolve); });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => { text += part; });
  await until(() => Promise.resolve(text), (said) => said.includes('Ctrl-C stops it') || child.exitCode !== null, 300_000, 'the demo was not ready');
  if (child.exitCode !== null) throw new Error(text);
  return {
    said: () => text,
    address: (part) => new RegExp(`^ +${part} +(http\\S+)`, 'm').exec(text)?.[1] ?? '',
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const json = async <T>(url: string, init: RequestInit = {}): Promise<T> => (await (await fetch(url, init)).json()) as T;

/** Gives somebody who is in both systems this number in Huma. @returns the e-mail */
async function editSomebody(at: Demo, phone: string): Promise<string> {
  const inXledger = await json<Array<{ values: Record<string, string> }>>(`${at.address('Xledger')}/admin/people`);
  const inHuma = await json<Array<{ id: string; email: string; active: boolean }>>(`${at.address('Huma')}/admin/people`);
  const both = inHuma.find(({ email, active }) => active && inXledger.some(({ values }) => values['contact.email'] === email))!;
  const { status } = await fetch(`${at.address('Huma')}/admin/people/${both.id}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ phone }) });
  expect(status).toBe(200);
  return both.email;
}

const arrived = (at: Demo, email: string, phone: string) => until(
  async () => (await json<Array<{ values: Record<string, string> }>>(`${at.address('Xledger')}/admin/people`)).find(({ values }) => values['contact.email'] === email)?.values['contact.phone'],
  (found) => found === phone, 60_000, 'the change did not arrive');

test('first start: what it does is said, ports in use are said, the pages are there, an edit in Huma arrives, Ctrl-C ends it', async () => {
  const first = await demo();
  expect(first.said()).toMatch(/Port 7700 is taken by another program: frontDoor is on port \d+ instead\./);
  expect(first.said()).toMatch(/✓ 7 of 7: Setting up and linking people by e-mail/);
  const frontDoor = /Begin here:\s+(http\S+)/.exec(first.said())?.[1] ?? '';
  for (const url of [frontDoor, ...['Huma', 'Xledger', 'Mail', 'n8n'].map(first.address)]) expect([url, (await fetch(url)).status]).toEqual([url, 200]);
  const story = await (await fetch(frontDoor)).text();
  expect(story.match(/\/workflow\/xledger\w+/g)?.length).toBeGreaterThan(5);

  const edited = await editSomebody(first, '+4799001234');
  await arrived(first, edited, '+4799001234');
  expect(await first.stop()).toBe(0);
  expect(first.said()).toContain('Stopped.');

  const second = await demo();
  expect(second.said()).not.toMatch(/Installing the package into n8n|Importing the flows|linking/);
  await arrived(second, edited, '+4799001234');
  expect(await second.stop()).toBe(0);
});

test('--reset starts over', async () => {
  const again = await demo('--reset');
  expect(again.said()).toContain('Everything is forgotten: this is a first start.');
  expect(again.said()).toMatch(/✓ 5 of 7: Importing the flows/);
  expect(await again.stop()).toBe(0);
});
