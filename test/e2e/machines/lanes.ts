// Many connections of one n8n, each with an Xledger of its own that holds a chosen write: so n8n dies at many boundaries at once.
import { setTimeout as sleep } from 'node:timers/promises';
import isEqual from 'lodash/isEqual';
import isPlainObject from 'lodash/isPlainObject';
import { z } from 'zod';
import { inventPeople } from '../../../sandbox/people';
import { peopleOf, startXledger, type XledgerSandbox } from '../../../sandbox/xledger';
import { credentialsFor } from '../../../scripts/demo/connection';
import { addInHuma, addRow, changeRows, editInHuma, linksIn, ownN8n, rowsOf, SECRETS, startStack, type OwnN8n, type Stack } from '../harness';
import { asHuma } from '../newcomer';

export const people = inventPeople(7);
/** In both systems and linked; the others are in Huma only. */
export const KNOWN = 4;

/** The n-th write of a run, and whether Xledger did it before the process that asked for it was gone. */
export interface Boundary {
  nth: number;
  work: 'done' | 'notDone';
}

/** A connection: its Xledger, its links, its lock, its inbox. */
export interface Lane {
  connection: string;
  xledger: XledgerSandbox;
  /** The id of the credential for its Xledger. */
  credential: string;
  /** Holds this write until n8n is dead. @returns a promise that n8n waits for it */
  holdAt(boundary: Boundary): Promise<void>;
  /** How many writes Xledger has answered. */
  writes(): number;
}

export interface House {
  n8n: OwnN8n;
  stack: Stack;
  open(connection: string): Promise<Lane>;
  /** Kills n8n, lets every held write end as it was to end, and starts n8n again. */
  killAndStartAgain(): Promise<void>;
  close(): Promise<void>;
}

/** One Huma for all: people are linked; then some are changed there and some added, and nobody has told n8n yet. */
export async function openHouse(): Promise<House> {
  const n8n = await ownN8n();
  const seed = people.slice(0, KNOWN);
  const stack = await startStack({ n8n, huma: { seed }, xledger: { seed } });
  stack.huma.webhook.url = '';
  await changeHuma(stack);
  const before = { xledger: stack.xledger.exportState(), connection: await copyOf(stack, 'xledger_connections'), links: await copyOf(stack, 'xledger_links') };
  const opened: XledgerSandbox[] = [];
  const letGo: Array<() => void> = [];

  const open = async (connection: string): Promise<Lane> => {
    let atTheWrite = (): Promise<void> => Promise.resolve();
    const xledger = await startXledger({ seed: [], sleep: () => atTheWrite() });
    opened.push(xledger);
    xledger.importState(structuredClone(before.xledger));
    const [access] = credentialsFor({ ...stack, xledger }, SECRETS);
    if (!access) throw new Error('there is no credential for Xledger');
    for (const row of before.connection) await addRow(stack, 'xledger_connections', { ...row, connection, autoAdd: true });
    for (const link of before.links) await addRow(stack, 'xledger_links', { ...link, connection });
    await addRow(stack, 'xledger_locks', { lock: connection, holder: '', heldUntil: 0 });
    return {
      connection,
      xledger,
      credential: await stack.client.addCredential({ ...access, name: `Xledger ${connection}` }),
      holdAt: ({ nth, work }) => new Promise((isHeld) => {
        atTheWrite = async () => {
          isHeld();
          await new Promise<void>((resolve) => letGo.push(resolve));
          if (work === 'notDone') throw new Error('Nobody is there any more who wants this written.');
        };
        xledger.faults.order({ kind: 'slow', which: { kind: 'mutation', nth }, ms: 1 });
      }),
      writes: () => xledger.journal.filter(({ kind }) => kind === 'mutation').length,
    };
  };

  const killAndStartAgain = async () => {
    const held = (await rowsOf(stack, 'xledger_locks')).map(({ holder }) => holder).filter((holder) => holder !== '');
    await n8n.kill();
    for (const let1 of letGo.splice(0)) let1();
    await sleep(0);
    await n8n.startAgain();
    // As if the minutes of the lock had passed.
    for (const holder of held) await changeRows(stack, 'xledger_locks', ['holder', holder], { heldUntil: 1 });
  };

  // Its n8n is thrown away: there is nothing to be tidied up in it.
  const close = async () => {
    await n8n.end();
    await Promise.all([stack.huma, stack.mail, stack.xledger, ...opened].map((sandbox) => sandbox.close()));
  };
  return { n8n, stack, open, killAndStartAgain, close };
}

export interface Ending {
  /** Employees, contacts and subledgers: a half-made person would be one too many of some. */
  rows: number[];
  /** What Xledger holds of everybody, by e-mail. */
  people: Record<string, unknown>;
  /** By the user's e-mail: the employee's e-mail and what is remembered; the link's state and rows where these are not those that the employee has. */
  links: Record<string, unknown>;
}

export async function endingOf(stack: Stack, { connection, xledger: { state } }: Lane): Promise<Ending> {
  const there = peopleOf(state);
  const emailOf = new Map([...stack.huma.state.users.values()].map(({ id, profile }) => [id, profile.email]));
  const links = (await linksIn(stack, { connection })).map((link): [string, unknown] => {
    const person = there.find(({ dbId }) => String(dbId) === link.employeeDbId);
    const isRight = link.state === 'linked' && link.contactDbId === String(person?.contactDbId) && link.subledgerDbId === String(person?.subledgerDbId);
    return [emailOf.get(String(link.humaId)) ?? String(link.humaId), isRight ? { with: person?.values['contact.email'], remembered: fieldByField(link.baseline) } : [link.state, link.employeeDbId, link.contactDbId, link.subledgerDbId].join(' ')];
  });
  return {
    rows: [state.employees.size, state.contacts.size, state.subledgers.size],
    people: Object.fromEntries(there.map(({ values }) => [values['contact.email'], values])),
    links: Object.fromEntries(links),
  };
}

/** Where one differs from what was meant, a line each. */
export function differences(is: unknown, meant: unknown, at = ''): string[] {
  if (isEqual(is, meant)) return [];
  if (!isPlainObject(is) || !isPlainObject(meant)) return [`${at}: ${shown(is)} instead of ${shown(meant)}`];
  const [one, other] = [is, meant] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys({ ...one, ...other }).flatMap((key) => differences(one[key], other[key], `${at} ${key}`.trim()));
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200));

/** Without `whole`, the shortcut over all fields: not every way to a link makes it. */
function fieldByField(baseline: unknown): unknown {
  const { whole: _, ...fields } = z.record(z.string()).parse(JSON.parse(String(baseline)));
  return fields;
}

/** Two records of two people, the third of another, and three people who are new. */
async function changeHuma(stack: Stack): Promise<void> {
  const homeAddress = (line1: string) => ({ homeAddress: { line1, postalCode: '5003', city: 'Bergen', country: 'NO' } });
  const changes = [{ ...homeAddress('Nygata 1'), phone: '+4799112233' }, homeAddress('Nygata 2'), { probationEndDate: '2027-02-01' }];
  for (const [n, change] of changes.entries()) await editInHuma(stack, people[n]?.email ?? '', change);
  for (const person of people.slice(KNOWN)) await addInHuma(stack, asHuma(person));
}

/** The rows of a table, without what n8n adds. */
async function copyOf(stack: Stack, table: string): Promise<Array<Record<string, unknown>>> {
  return (await rowsOf(stack, table)).map(({ id: _, createdAt: __, updatedAt: ___, ...row }) => row);
}
