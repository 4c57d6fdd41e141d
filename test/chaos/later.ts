// The second half of a schedule: what no event told is carried over by a full sync, whose plan is kept, may be stale, and is applied again after each death; then it is taken back.
import { peopleOf } from '../../sandbox/xledger';
import type { Applied } from '../../core/sync';
import { WATCHED } from './fields';
import { applyRows, compareBoth, type Kind } from './fullSync';
import { deliver, drain } from './inbox';
import type { Broken } from './oracle';
import { isByHand, type World } from './world';

const MINUTE = 60_000;
const MOST_LIVES = 8;

/** Changes that nobody heard of; a plan in the storm; the same plan until it is through; new plans in the calm until nothing is left. */
export async function fullSync(world: World, kind: Kind, calm: (world: World) => Promise<void>): Promise<void> {
  const { chance, time, weather } = world;
  world.count(`full sync, ${kind}`);
  changeUnheard(world, kind);
  weather.begin();
  let rows: unknown[] | undefined;
  for (let tries = 0; !rows && tries < MOST_LIVES; tries++) {
    rows = await asked(world, kind);
    await time.pass(chance.pick([1_000, MINUTE]));
  }
  if (rows && chance.happens(0.4)) changeUnheard(world, 'nightly');
  for (let lives = 0; rows && lives < MOST_LIVES; lives++) {
    const applied = await applyRows(world, rows);
    // Nobody holds a lock here. Who starts again within a minute of a death may double what is being added (docs/reliability.md, "What stays open").
    await time.pass(applied === 'killed' ? chance.pick([MINUTE, 2 * MINUTE, 10 * MINUTE]) : chance.pick([0, 5_000, 20_000, MINUTE]));
    if (applied !== 'killed' && chance.happens(0.5)) break;
  }
  await calm(world);
  if (rows) await applyRows(world, rows);
  for (let rounds = 0; rounds < 5 && (await oneMoreRound(world, kind)); rounds++) await time.pass(MINUTE);
}

async function oneMoreRound(world: World, kind: Kind): Promise<boolean> {
  const rows = await asked(world, kind);
  if (!rows || rows.length === 0) return false;
  const before = nodesWritten(world);
  const applied = await applyRows(world, rows);
  return applied !== 'killed' && (nodesWritten(world) > before || applied.outcomes.some(({ link }) => link));
}

const nodesWritten = ({ xledger }: World): number => xledger.journal.reduce((sum, { nodes }) => sum + nodes, 0);

/** Makes a plan; whatever differs by then may be written. */
async function asked(world: World, kind: Kind): Promise<unknown[] | undefined> {
  const { people, huma, stored, xledger } = world;
  const views = new Map(peopleOf(world.xledger.state).map((view) => [String(view.dbId), view]));
  const strangers = kind === 'manual' ? people.strangers : [];
  for (const person of [...people.linked, ...people.newcomers, ...strangers]) {
    const user = huma.state.users.get(people.idOf(person));
    const view = views.get(stored.links.get(people.idOf(person))?.employeeDbId ?? '') ?? [...views.values()].find(({ values }) => strangers.includes(person) && values['contact.email'] === person.email);
    if (!user || !view) continue;
    // U24: a number that Xledger does not show is a difference that somebody sees and decides on.
    if (kind === 'manual' && xledger.switches.U24 !== 'clear') world.asked.set(user.id, (world.asked.get(user.id) ?? new Set()).add('nationalId'));
    for (const watched of WATCHED) {
      const { field, wanted, same = (value: string) => value.trim() } = watched;
      const homes = Object.entries(wanted(user, huma.state)).filter(([, value]) => value !== null) as [string, string][];
      // What belongs to Xledger is filled there by hand, and not overwritten.
      const differs = isByHand(user.id, watched) ? kind === 'manual' && homes.some(([path]) => (view.values[path] ?? null) === null) : homes.some(([path, value]) => same(view.values[path] ?? '') !== same(value));
      if (differs) world.asked.set(user.id, (world.asked.get(user.id) ?? new Set()).add(field));
    }
  }
  return await compareBoth(world, kind);
}

/** Of people who are linked; for a manual sync also somebody new. */
function changeUnheard(world: World, kind: Kind): void {
  const { chance, people, stored, huma } = world;
  for (const person of [...people.linked, ...people.newcomers]) {
    const humaId = people.idOf(person);
    if (stored.links.get(humaId)?.state !== 'linked' || !huma.state.users.get(humaId)?.active) continue;
    for (let number = chance.whole(0, 3); number > 0; number--) {
      const watched = chance.pick(WATCHED.filter((one) => !isByHand(humaId, one)));
      world.editInHuma(humaId, watched, watched.clear && chance.happens(0.2) ? 'clear' : undefined);
    }
  }
  for (let number = chance.pick([0, 0, 1, 2]); number > 0; number--) world.editInXledger();
  if (kind === 'nightly') return;
  for (const person of people.others.splice(0, chance.whole(0, 2))) {
    people.newcomers.push(person);
    huma.state.addUser(people.user(person));
  }
}

type Held = ReadonlyMap<number, Record<string, string | null>>;

const heldIn = ({ xledger }: World): Held => new Map(peopleOf(xledger.state).map(({ dbId, values }) => [dbId, { ...values }]));

/** One more run without a death, and its way back in a storm, as often as it takes. Ends as it stood before, byte for byte, where the rules of undo say so. */
export async function andBack(world: World, kind: Kind, calm: (world: World) => Promise<void>): Promise<Broken[]> {
  const { weather, chance, time, edits } = world;
  changeUnheard(world, 'nightly');
  const rows = await asked(world, kind);
  const before = heldIn(world);
  const applied = rows && (await applyRows(world, rows));
  if (!applied || applied === 'killed' || applied.inverse.length === 0) return [];
  world.count('undone');
  const after = heldIn(world);
  const editsBefore = edits.length;
  const inverse = JSON.parse(JSON.stringify(applied.inverse)) as unknown[];
  if (chance.happens(0.3)) world.editInXledger();
  weather.begin();
  for (let lives = 0; lives < 4; lives++) {
    await applyRows(world, inverse);
    await time.pass(chance.pick([0, 20_000, MINUTE]));
  }
  await calm(world);
  const last = await applyRows(world, inverse);
  const touched = new Set(edits.slice(editsBefore).map(({ employeeDbId }) => employeeDbId));
  const broken = last === 'killed' ? [] : notBack(world, { before, after, now: heldIn(world), touched, applied, last });
  return [...broken, ...(await eventsLeaveItAlone(world))];
}

interface Ways {
  before: Held;
  after: Held;
  now: Held;
  /** Who was edited since: their rows are stale as a whole (R10). */
  touched: ReadonlySet<number>;
  applied: Applied;
  last: Applied;
}

function notBack({ xledger }: World, { before, after, now, touched, last }: Ways): Broken[] {
  const told = new Map(last.outcomes.map((outcome) => [outcome.employeeDbId, outcome]));
  return [...after].flatMap(([dbId, is]) => {
    const was = before.get(dbId);
    if (!was || touched.has(dbId)) return [];
    const outcome = told.get(String(dbId));
    return WATCHED.flatMap(({ field, paths }) => paths.filter((path) => was[path] !== is[path] && now.get(dbId)?.[path] !== was[path]).flatMap((path): Broken[] => {
      // R30: an address is never emptied, not even in part.
      if (field === 'address') return [];
      // U24: of a number that is not shown nobody knows what stood there.
      if (field === 'nationalId' && xledger.switches.U24 !== 'clear') return [];
      if (outcome?.problems.some((problem) => problem.field === field)) return [];
      // U6: an Xledger that empties what is left out is written no more, and that is told.
      if (xledger.switches.U6 === 'reset' && outcome?.code === 'canaryStopped') return [];
      if (xledger.switches.U22 === 'reformatted' && was[path]?.replace(/\D/g, '') === now.get(dbId)?.[path]?.replace(/\D/g, '')) return [];
      return [{ promise: 'notBack', what: `${path} of employee ${dbId}: ${outcome?.code ?? 'no outcome'}` }];
    }));
  });
}

/** R14: after an undo both sides differ on purpose. */
async function eventsLeaveItAlone(world: World): Promise<Broken[]> {
  const before = nodesWritten(world);
  for (const { humaId, state } of world.stored.links.values()) if (state === 'linked') deliver(world, humaId, 'changed');
  await drain(world);
  const nodes = nodesWritten(world) - before;
  return nodes > 0 ? [{ promise: 'unasked', what: `${nodes} nodes by events after an undo` }] : [];
}
