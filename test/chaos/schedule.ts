// One schedule from its seed: people, switches, changes, faults; then calm, and what came of it.
import { SWITCHES as HUMA_SWITCHES } from '../../sandbox/huma';
import { positionsOf, type SwitchKey } from '../../sandbox/xledger';
import { WATCHED } from './fields';
import { deliver, drain, sendParkedAgain } from './inbox';
import { andBack, fullSync } from './later';
import { bring } from './people';
import { brokenPromises, sentIn, type Broken, type Sent } from './oracle';
import { isByHand, worldFrom, type InboxRow, type World, type WorldOptions } from './world';

export interface Ended {
  seed: number;
  broken: Broken[];
  injected: ReadonlyMap<string, number>;
  /** Requests to both systems. */
  requests: number;
  /** Switches that were not in their default position. */
  turned: string[];
  world: World;
}

const MINUTE = 60_000;
/** Share of the schedules that go on with a full sync, and its way back. */
const FULL_SYNCS = 0.5;

/** The same seed gives the same schedule and the same end. */
export async function runSchedule(seed: number, options: WorldOptions = {}): Promise<Ended> {
  const world = await worldFrom(seed, options);
  const { chance } = world;
  const broken: Broken[] = [];
  try {
    await linkThoseInBoth(world);
    planEvents(world);
    await drainInTheStorm(world);
    await drainInTheCalm(world);
    broken.push(...brokenPromises(world), ...(await secondTimeWritesNothing(world)));
    if (broken.length === 0 && chance.happens(FULL_SYNCS)) broken.push(...(await aFullSync(world)));
  } catch (error) {
    broken.push({ promise: 'threw', what: error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : 'something' });
  }
  const isTurned = { xledger: ([key, position]: [string, string]) => positionsOf(key as SwitchKey)[0] !== position, huma: ([key, position]: [string, string]) => HUMA_SWITCHES[key as keyof typeof HUMA_SWITCHES].default !== position };
  const turned = [...Object.entries(world.xledger.switches).filter(isTurned.xledger), ...Object.entries(world.huma.switches).filter(isTurned.huma)].map(([key, position]) => `${key}=${position}`);
  return { seed, broken, injected: world.injected, requests: world.xledger.journal.length + world.huma.journal.length, turned, world };
}

/** R10: the connection was activated before anything went wrong. */
async function linkThoseInBoth(world: World): Promise<void> {
  await bring(world, world.people.linked.map(world.people.idOf), { whenMatched: 'link' });
  world.xledger.journal.length = 0;
  world.weather.begin();
}

/** Changes in Huma, and their events: late, twice, out of order. */
function planEvents(world: World): void {
  const { chance, people, time } = world;
  const announce = (humaId: string, topic: InboxRow['topic']): void => {
    for (let copies = chance.pick([1, 1, 1, 2, 3]); copies > 0; copies--) time.at(time.now() + chance.pick([0, 0, 5_000, 10 * MINUTE]) + chance.whole(0, 2_000), () => deliver(world, humaId, topic));
  };
  const change = (humaId: string): void => {
    const watched = chance.pick(WATCHED.filter((one) => !isByHand(humaId, one)));
    // The key by which a half-made person is found again has to hold until the link is there.
    const isLinked = world.stored.links.get(humaId)?.state === 'linked';
    if (!isLinked && (watched.field === 'email' || watched.field === 'employmentId')) return;
    world.editInHuma(humaId, watched, watched.clear && isLinked && chance.happens(0.2) ? 'clear' : undefined);
    announce(humaId, chance.pick(['changed', 'changed', 'changed', 'exported', 'unknown'] as const));
  };
  const soon = (most = 25): number => time.now() + chance.whole(0, most * MINUTE);
  const changes = (humaId: string, most: number, from = 0): void => {
    for (let number = chance.whole(0, most); number > 0; number--) time.at(soon() + from, () => change(humaId));
    if (chance.happens(0.08)) time.at(soon(40) + from, () => leave(world, humaId, announce));
  };
  for (const person of people.linked) changes(people.idOf(person), 5);
  for (const person of [...people.newcomers, ...people.strangers]) {
    const at = soon(10);
    time.at(at, () => {
      world.huma.state.addUser(people.user(person));
      announce(people.idOf(person), 'created');
    });
    changes(people.idOf(person), 3, at - time.now());
  }
}

/** Deactivated, perhaps for a while, or deleted. */
function leave({ huma, chance, time }: World, humaId: string, announce: (humaId: string, topic: InboxRow['topic']) => void): void {
  if (!huma.state.users.has(humaId)) return;
  if (chance.happens(0.4)) {
    huma.state.deleteUser(humaId);
    return announce(humaId, 'deleted');
  }
  huma.state.editUser(humaId, (user) => void (user.active = false));
  announce(humaId, 'changed');
  if (chance.happens(0.7)) time.at(time.now() + chance.whole(0, 30) * MINUTE, () => {
    if (!huma.state.users.has(humaId)) return;
    huma.state.editUser(humaId, (user) => void (user.active = true));
    announce(humaId, 'changed');
  });
}

async function drainInTheStorm(world: World): Promise<void> {
  const { chance, time } = world;
  for (let runs = chance.whole(5, 30); runs > 0; runs--) {
    await drain(world);
    await time.pass(chance.pick([2_000, 10_000, MINUTE, 5 * MINUTE]));
  }
}

async function aFullSync(world: World): Promise<Broken[]> {
  const kind = world.chance.pick(['nightly', 'manual'] as const);
  await fullSync(world, kind, calmDown);
  const broken = brokenPromises(world);
  return broken.length > 0 ? broken : [...(await andBack(world, kind, calmDown)), ...doubledOrHurt(world)];
}

/** What has to hold after an undo too. */
const doubledOrHurt = (world: World): Broken[] => brokenPromises(world).filter(({ promise }) => promise !== 'lost' && promise !== 'untold');

async function calmDown({ time, weather, xledger, huma }: World): Promise<void> {
  weather.calm();
  await time.allDue();
  for (const sandbox of [xledger, huma]) sandbox.faults.clear();
  // A run that died leaves its lock behind for so long.
  await time.pass(16 * MINUTE);
}

/** What was parked is sent again, as operations.md says. */
async function drainInTheCalm(world: World): Promise<void> {
  await calmDown(world);
  await workOff(world);
}

/** Somebody may have to wait for a run or two: a first person who proves nothing holds up the others. */
async function workOff(world: World): Promise<void> {
  const { stored, time } = world;
  for (let runs = 0; runs < 20 && stored.inbox.length > 0; runs++) {
    lookAfterAStop(world);
    sendParkedAgain(world);
    await drain(world);
    await time.pass(61 * MINUTE);
  }
}

/** As troubleshooting.md says: a stop at the first person, where Xledger is found to be as it should, is taken back by hand. */
function lookAfterAStop({ stored: { learnt }, xledger, count }: World): void {
  if (learnt.update !== 'more' || xledger.switches.U6 === 'reset') return;
  delete learnt.update;
  count('what was learnt emptied by hand');
}

/**
 * R18: nothing changed since, so nothing is written. Once more, and not a third time: what Xledger never shows (U24), where nobody knows whether it arrived,
 * and what a new employee lacked who could not be read back.
 */
async function secondTimeWritesNothing(world: World): Promise<Broken[]> {
  const unread = new Set([...world.stored.links.values()].filter(({ baseline }) => Object.keys(baseline).length === 0).flatMap(({ employeeDbId, contactDbId, subledgerDbId }) => [employeeDbId, contactDbId, subledgerDbId]));
  const again = await sentOnceMore(world);
  const isHidden = ({ node: { dbId: _dbId, ...keys } }: Sent) => world.xledger.switches.U24 === 'null' && Object.keys(keys).join() === 'socialSec';
  const mayGoOnceMore = again.length > 0 && again.every((sent) => isHidden(sent) || unread.has(String(sent.node.dbId)));
  const unasked = mayGoOnceMore ? await sentOnceMore(world) : again;
  return unasked.length > 0 ? [{ promise: 'unasked', what: `${unasked.length} nodes at the second time` }] : [];
}

async function sentOnceMore(world: World): Promise<Sent[]> {
  const before = world.xledger.journal.length;
  for (const { humaId, state } of world.stored.links.values()) if (state === 'linked') deliver(world, humaId, 'changed');
  await workOff(world);
  return sentIn(world.xledger.journal.slice(before));
}
