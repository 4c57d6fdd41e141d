// Both sandboxes, what is stored between two lives of the process, and what happened: all that a schedule works on.
import type { Link, Outcome, RowOutcome } from '../../core/sync';
import type { TenantForms } from '../../core/xledger';
import { openHuma, SWITCHES as HUMA_SWITCHES, defaultSwitches, type HumaTenant, type Switches as HumaSwitches } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { createXledger, peopleOf, positionsOf, SANDBOX_TOKEN, SWITCH_KEYS, switchesWith, type PersonView, type Switches, type XledgerTenant } from '../../sandbox/xledger';
import { chanceFrom, type Chance } from './chance';
import { secretsOf, WATCHED, type UserInHuma, type Watched } from './fields';
import { virtualTime, type VirtualTime } from './time';
import { weatherFrom, type HumaFault, type Weather, type XledgerFault } from './weather';

/** One waiting event (scripts/flows: xledger_inbox). */
export interface InboxRow {
  id: number;
  humaId: string;
  topic: 'created' | 'changed' | 'deleted' | 'exported' | 'unknown';
  status: 'waiting' | 'claimed' | 'parked';
  /** The run that claimed it. */
  claim: string;
  tries: number;
  strikes: number;
  nextTryAt: number;
  code: string;
  reason: string;
}

/** Somebody's edit in Xledger. */
export interface EditByHand {
  employeeDbId: number;
  path: string;
  value: string;
}

export interface World {
  seed: number;
  chance: Chance;
  time: VirtualTime;
  weather: Weather;
  xledger: XledgerTenant;
  huma: HumaTenant;
  token: string;
  patience: number;
  /** How long after a lost reply the server may still do the work, in milliseconds: updates, and what adds (docs/architecture.md). */
  latest: number;
  latestAdd: number;
  people: Cast;
  stored: Stored;
  /** dbIds of all rows that were there at the start. */
  atStart: ReadonlySet<string>;
  /** What everybody in Xledger held then. */
  heldAtStart: readonly PersonView[];
  /** What is in the log, for people to read. */
  said: (Outcome | RowOutcome)[];
  /** What plans remark on people: Compare gives it out, and the manual sync shows it. */
  remarks: { humaId: string | null; code: string; field?: string }[];
  /** Everything that came out of a node. */
  outcomes: (Outcome | RowOutcome)[];
  edits: EditByHand[];
  /** Which fields of whom Huma has changed, by Huma's id. */
  asked: Map<string, Set<string>>;
  /** What Huma held one after the other at each path of a field that it changed, by Huma's id and the path. */
  history: Map<string, (string | null)[]>;
  /** How many changes Huma has made: each value is another one. */
  changes: number;
  secrets: Set<string>;
  injected: Map<string, number>;
  count(what: string): void;
  editInXledger(): void;
  editInHuma(humaId: string, watched: Watched, how?: 'clear'): void;
  orderFault(fault: XledgerFault): void;
  orderHumaFault(fault: HumaFault): void;
}

/** The tables of the flows. */
export interface Stored {
  links: Map<string, Link>;
  inbox: InboxRow[];
  lock: { holder: string; heldUntil: number };
  /** What the connection's row holds of this Xledger. */
  learnt: TenantForms;
  runs: number;
  /** An update was proven (xledger_connections.proved). */
  proved: boolean;
  /** Rows of plans, and of what takes them back. */
  plans: unknown[][];
}

/** Who is where when a schedule begins. */
export interface Cast {
  /** In both, linked. */
  linked: InventedPerson[];
  /** Will be added in Huma. */
  newcomers: InventedPerson[];
  /** In Xledger from the start, and will be added in Huma: nobody may overwrite them by an event (R9.4). */
  strangers: InventedPerson[];
  /** Not yet anywhere. */
  others: InventedPerson[];
  idOf(person: InventedPerson): string;
  /** As they are to be added in Huma. */
  user(person: InventedPerson): UserInHuma;
}

const POOL = inventPeople(12, 11).map(({ employmentEnd: _end, terminationNotice: _notice, ...person }): InventedPerson => person);
const START = Date.parse('2026-03-02T06:10:00Z');
/** Positions that show nothing to the sync or take rights away: the tests of the client have them. */
const HUMA_KEYS = ['H8', 'H12', 'H13', 'H13Token', 'H15Positions', 'H17', 'H17Code', 'H19', 'H23', 'H24'] as const;

let shared: Promise<{ huma: HumaTenant; start: string }> | undefined;
let clockNow = (): number => START;

/** One Huma for the whole program: it is filled anew for each schedule. */
async function humaWith(users: readonly InventedPerson[], switches: Partial<HumaSwitches>): Promise<{ huma: HumaTenant; userOf: (person: InventedPerson) => UserInHuma }> {
  shared ??= openHuma({ seed: POOL, now: () => new Date(clockNow()), sleep: () => Promise.resolve() }).then((huma) => ({ huma, start: huma.exportState() }));
  const { huma, start } = await shared;
  huma.reset();
  huma.importState(start);
  Object.assign(huma.switches, defaultSwitches(), switches);
  const all = new Map([...huma.state.users.values()].map((user) => [user.profile.email, user]));
  const userOf = ({ email }: InventedPerson) => structuredClone(all.get(email)) as UserInHuma;
  for (const person of POOL) if (!users.includes(person)) huma.state.users.delete(userOf(person).id);
  return { huma, userOf };
}

export interface WorldOptions {
  latest?: number;
  switches?: Partial<Switches>;
}

export async function worldFrom(seed: number, { latest = 15_000, switches = {} }: WorldOptions = {}): Promise<World> {
  const chance = chanceFrom(seed);
  const time = virtualTime(START);
  clockNow = time.now;
  const pool = chance.shuffled(POOL);
  const take = (count: number) => pool.splice(0, count);
  const cast = { linked: take(chance.whole(1, 3)), newcomers: take(chance.whole(0, 3)), strangers: take(chance.happens(0.25) ? 1 : 0) };
  const { huma, userOf } = await humaWith(cast.linked, drawn(chance, HUMA_KEYS, (key) => HUMA_SWITCHES[key].positions));
  const xledger = createXledger({
    seed: [...cast.linked, ...cast.strangers], neighbours: { foreign: chance.happens(0.2) ? 1 : 0 }, limits: true, keepBodies: true, now: () => new Date(time.now()), sleep: (ms) => time.pass(ms),
    switches: switchesWith({ ...drawn(chance, SWITCH_KEYS, positionsOf), ...switches } as Partial<Switches>),
  });
  const heldAtStart = peopleOf(xledger.state);
  const world: World = {
    seed, chance, time, weather: weatherFrom(chance), xledger, huma, token: SANDBOX_TOKEN, patience: 240_000, latest, latestAdd: 55_000,
    people: { ...cast, others: pool, user: userOf, idOf: (person) => userOf(person).id },
    stored: { links: new Map(), inbox: [], lock: { holder: '', heldUntil: 0 }, learnt: {}, runs: 0, proved: false, plans: [] }, heldAtStart, atStart: new Set(heldAtStart.flatMap(({ dbId, contactDbId, subledgerDbId }) => [dbId, contactDbId, subledgerDbId].map(String))), said: [], remarks: [], outcomes: [], edits: [], asked: new Map(), history: new Map(), changes: 0, secrets: new Set(POOL.flatMap((person) => secretsOf(userOf(person)))), injected: new Map(),
    count: (what) => void world.injected.set(what, (world.injected.get(what) ?? 0) + 1),
    editInXledger: () => editInXledger(world),
    editInHuma: (humaId, watched, how) => editInHuma(world, humaId, watched, how),
    orderFault: (fault) => orderFault(world, fault),
    orderHumaFault: (fault) => huma.faults.order(HUMA_ORDERS[fault]),
  };
  return world;
}

/** Each switch by itself, most of them where they are by default: every position comes up, alone and with others. */
function drawn<Key extends string>(chance: Chance, keys: readonly Key[], positions: (key: Key) => readonly string[]): Record<string, string> {
  const share = chance.pick([0, 0.05, 0.15, 0.4]);
  return Object.fromEntries(chance.some(keys, share).map((key) => [key, chance.pick(positions(key))]));
}

/** Each person's fields belong to one side: Huma changes some, people in Xledger edit others. So it is always known whose value has to stand. */
export const isByHand = (humaId: string, { field, byHand }: Watched): boolean => byHand !== undefined && (humaId.charCodeAt(2) + field.length) % 2 === 0;

export const viewOf = (world: World, employeeDbId: string | number | null | undefined): PersonView | undefined => peopleOf(world.xledger.state).find(({ dbId }) => String(dbId) === String(employeeDbId));

function editInXledger(world: World): void {
  const { chance, people, stored } = world;
  const person = chance.pick(people.linked);
  const employeeDbId = Number(stored.links.get(people.idOf(person))?.employeeDbId);
  const fields = WATCHED.filter((watched) => isByHand(people.idOf(person), watched));
  if (!employeeDbId || fields.length === 0) return;
  const { byHand } = chance.pick(fields);
  if (!byHand) return;
  const value = byHand.value(world.edits.length);
  world.xledger.edit(employeeDbId, { [byHand.path]: value });
  world.edits.push({ employeeDbId, path: byHand.path, value });
  if (byHand.path === 'contact.birthday' || byHand.path === 'subledger.bankAccount') world.secrets.add(value);
  world.count('edited in Xledger');
}

function editInHuma(world: World, humaId: string, watched: Watched, how?: 'clear'): void {
  const { huma, chance, asked, secrets, history } = world;
  if (!huma.state.users.has(humaId)) return;
  const number = (world.changes += 1);
  const note = (one: UserInHuma): void => {
    for (const [path, value] of Object.entries(watched.wanted(one, huma.state))) history.set(`${humaId} ${path}`, [...(history.get(`${humaId} ${path}`) ?? []), value]);
  };
  note(huma.state.users.get(humaId) as UserInHuma);
  const user = huma.state.editUser(humaId, (one) => (how === 'clear' && watched.clear ? watched.clear(one) : watched.edit(one, number, huma.state, chance)));
  note(user);
  asked.set(humaId, (asked.get(humaId) ?? new Set()).add(watched.field));
  for (const secret of secretsOf(user)) secrets.add(secret);
}

const ORDERS: Partial<Record<XledgerFault, object>> = {
  status429: { kind: 'status', status: 429 }, status500: { kind: 'status', status: 500 }, status502Done: { kind: 'status', status: 502, work: 'done' }, status503: { kind: 'status', status: 503 },
  status503Done: { kind: 'status', status: 503, work: 'done' }, status529: { kind: 'status', status: 529 }, html: { kind: 'html' }, htmlDone: { kind: 'html', work: 'done' }, halfJson: { kind: 'halfJson' },
  halfJsonNotDone: { kind: 'halfJson', work: 'notDone' }, dataNullWithErrors: { kind: 'dataNullWithErrors' }, dataNullWithErrorsDone: { kind: 'dataNullWithErrors', work: 'done' },
  serverTimeout: { kind: 'timeoutMessage' }, serverTimeoutNotDone: { kind: 'timeoutMessage', work: 'notDone' }, burst: { kind: 'burst' }, concurrency: { kind: 'concurrency' }, slow: { kind: 'slow', ms: 20_000 },
};

function orderFault({ xledger, time, chance }: World, fault: XledgerFault): void {
  if (fault === 'creditsGone') return xledger.faults.order({ kind: 'creditsGone', count: chance.whole(1, 3), resetAt: new Date(time.now() + chance.whole(1, 50) * 60_000).toISOString() });
  if (fault !== 'tokenRevoked') return xledger.faults.order(ORDERS[fault] ?? {});
  for (const token of xledger.state.tokens) token.revoked = true;
  time.at(time.now() + chance.whole(1, 30) * 60_000, () => { for (const token of xledger.state.tokens) token.revoked = false; });
}

const HUMA_ORDERS: Readonly<Record<Exclude<HumaFault, never>, Parameters<HumaTenant['faults']['order']>[0]>> = {
  reset: { kind: 'reset' }, resetAfter: { kind: 'reset', when: 'after' }, status429: { kind: 'status', status: 429, retryAfter: 2 }, status500: { kind: 'status', status: 500 }, status503: { kind: 'status', status: 503 },
  html: { kind: 'html', status: 502 }, halfJson: { kind: 'halfJson' }, timeout: { kind: 'slow', ms: 0 }, tokenRevoked: { kind: 'tokenRevoked' },
};
