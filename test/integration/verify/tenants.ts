// Sandboxes to verify over real HTTP, with people that show what can be shown: closed ones, another entity, several positions, old changes.
import { NoReply, type Clock, type Post } from '../../../core/person';
import { startHuma, SWITCHES as HUMA_SWITCHES, type HumaSandbox, type Switches as HumaSwitches } from '../../../sandbox/huma';
import { inventPeople, randomFrom } from '../../../sandbox/people';
import { positionsOf, SANDBOX_TOKEN, startXledger, SWITCH_KEYS, type Switches, type XledgerSandbox } from '../../../sandbox/xledger';
import type { Finding } from '../../../scripts/verify/findings';
import { verifyHuma } from '../../../scripts/verify/huma/verify';
import type { Verified } from '../../../scripts/verify/verified';
import { verifyXledger } from '../../../scripts/verify/xledger/verify';

interface Moving extends Clock {
  pass(ms: number): void;
}

/** A clock that jumps instead of waiting; summer and winter tell different things (U20). */
function movingClock(start: string): Moving {
  let at = Date.parse(start);
  return { now: () => at, random: () => 0.5, sleep: (ms) => Promise.resolve(void (at += ms)), pass: (ms) => void (at += ms) };
}

const SUMMER = '2026-07-06T09:00:00Z';
const WINTER = '2026-01-14T09:00:00Z';
const DAY = 86_400_000;

function postOver(clock: Moving, msEach: number): Post {
  return async ({ method, url, headers, body }) => {
    clock.pass(msEach);
    const response = await fetch(url, { method, headers, body }).catch(() => { throw new NoReply('connectionLost', false); });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}

export interface Asked {
  verified: Verified;
  sandbox: XledgerSandbox;
}

/** Verifies an Xledger in these positions; everything that was said on the way is there to be searched for secrets. */
export async function askXledger(switches: Partial<Switches>, how: { write?: boolean; winter?: boolean; withoutRight?: string; lacks?: readonly string[]; people?: number } = {}): Promise<Asked> {
  const clock = movingClock(how.winter ? WINTER : SUMMER);
  const sandbox = await startXledger({ seed: how.people ?? 10, neighbours: { subEntity: 3 }, switches, now: () => new Date(clock.now()) });
  try {
    const [a, b, c] = [...sandbox.state.employees.all()].map(({ dbId }) => dbId);
    sandbox.edit(c ?? 0, { 'employee.trialTo': '2030-01-01' });
    clock.pass(4 * DAY);
    sandbox.edit(b ?? 0, { 'employee.trialTo': '2030-01-01' });
    clock.pass(1_000);
    sandbox.edit(a ?? 0, { 'employee.employmentTo': '2025-12-31' });
    clock.pass(60_000);
    for (const field of how.lacks ?? []) sandbox.lacks.add(field);
    const [token] = sandbox.state.tokens;
    if (token && how.withoutRight) token.rights = token.rights.filter((right) => right !== how.withoutRight);
    const verified = await verifyXledger({ endpoint: sandbox.graphqlUrl, token: SANDBOX_TOKEN, post: postOver(clock, 20), clock, write: how.write ?? false, limits: true, say: () => undefined });
    return { verified, sandbox };
  } finally {
    await sandbox.close();
  }
}

/** Verifies a Huma in these positions. */
export async function askHuma(switches: Partial<HumaSwitches>, how: { write?: boolean; waitMinutes?: number } = {}): Promise<{ verified: Verified; sandbox: HumaSandbox }> {
  const clock = movingClock(SUMMER);
  const people = inventPeople(7);
  const position = (contractStartDate: string, percentage: number, jobTitle: string, contractEndDate?: string) => ({ contractStartDate, percentage, jobTitle, ...(contractEndDate ? { contractEndDate } : {}) });
  const changes = {
    [people[6]?.email ?? '']: { active: false },
    [people[3]?.email ?? '']: { gender: null },
    [people[2]?.email ?? '']: { positions: [position('2012-01-01', 100, 'A', '2015-01-01'), position('2018-01-01', 30, 'B'), position('2020-01-01', 50, 'C'), position('2022-01-01', 20, 'D')] },
  };
  const sandbox = await startHuma({ seed: people, changes, switches, now: () => new Date(clock.now()) });
  try {
    const { clientId, clientSecret, url } = sandbox;
    const verified = await verifyHuma({ baseUrl: url, clientId, clientSecret, post: postOver(clock, 60), clock, write: how.write ?? false, limits: true, waitMinutes: how.waitMinutes ?? 0, say: () => undefined });
    return { verified, sandbox };
  } finally {
    await sandbox.close();
  }
}

/** `right`: the position. `narrowed`: among those that are said. `wrong`: anything else that claims to know. */
export function judged(finding: Finding | undefined, position: string): 'right' | 'narrowed' | 'untold' | 'wrong' {
  if (finding?.kind === 'is') return finding.position === position ? 'right' : 'wrong';
  if (finding?.kind === 'oneOf') return finding.positions.includes(position) && finding.why !== '' ? 'narrowed' : 'wrong';
  return finding?.kind === 'open' && finding.why !== '' ? 'untold' : 'wrong';
}

/** Each switch with what was found, where it is not right: to read when a test fails. */
export const mistakes = (verified: Verified, switches: Readonly<Record<string, string>>): string[] =>
  Object.entries(switches).flatMap(([key, position]) => (judged(verified.findings[key], position) === 'wrong' ? [`${key} is ${position}, said ${JSON.stringify(verified.findings[key])}`] : []));

export const told = (verified: Verified): number => Object.values(verified.findings).filter(({ kind }) => kind === 'is').length;

/** A position for every switch. */
export function randomXledger(seed: number): Switches {
  const random = randomFrom(seed);
  return Object.fromEntries(SWITCH_KEYS.map((key) => [key, pick(positionsOf(key), random)])) as Switches;
}

export function randomHuma(seed: number): HumaSwitches {
  const random = randomFrom(seed);
  return Object.fromEntries(Object.entries(HUMA_SWITCHES).map(([key, { positions }]) => [key, pick(positions, random)])) as HumaSwitches;
}

const pick = (names: readonly string[], random: () => number): string => names[Math.floor(random() * names.length)] ?? '';
