// One run through both systems in one position: Huma's messages, its export twice, a full sync both ways, and a last look at what is left.
import { SWITCHES as HUMA, type SwitchKey as HumaKey } from '../../../sandbox/huma';
import { positionsOf, SWITCH_KEYS } from '../../../sandbox/xledger';
import type { Choice, Factors } from './covering';
import type { Departure } from './departures';
import { CAST, worldIn, type Position, type Role, type Values, type World } from './world';

export interface Ran {
  before: Ran['state'];
  /** How everybody stands in the end; nobody where the person is not in Xledger. */
  state: Partial<Record<Role, Values>>;
  /** Whether the export found what no message had told. */
  caughtUp: boolean;
  /** Mutations of a second export: there should be nothing to do. */
  again: number;
  /** What the next plan would do. */
  left: string[];
  doubled: Role[];
}

export async function ranIn(position: Position): Promise<Ran> {
  const world = await worldIn(position);
  try {
    const before = stateOf(world);
    await world.events();
    const caughtUp = (await mutationsOf(world, world.exported)) > 0;
    const again = await mutationsOf(world, world.exported);
    await world.apply(await world.plan());
    const left = (await world.plan()).filter(({ action }) => action !== 'none').map(({ action, name }) => `${action} ${name}`);
    return { before, state: stateOf(world), caughtUp, again, left, doubled: CAST.filter((role) => world.now(role).length > 1) };
  } finally {
    await world.close();
  }
}

export const stateOf = (world: World): Ran['state'] => Object.fromEntries(CAST.map((role) => [role, world.now(role)[0]]));

async function mutationsOf({ xledger: { journal } }: World, work: () => Promise<unknown>): Promise<number> {
  const before = journal.length;
  await work();
  return journal.slice(before).filter(({ kind }) => kind === 'mutation').length;
}

export interface Departed {
  role: Role;
  path: string;
}

/** Where somebody stands otherwise. */
export function departuresOf(usual: Ran['state'], other: Ran['state']): Departed[] {
  return CAST.flatMap((role) => {
    const [one, two] = [usual[role] ?? {}, other[role] ?? {}];
    return [...new Set([...Object.keys(one), ...Object.keys(two)])].filter((path) => one[path] !== two[path]).map((path) => ({ role, path }));
  });
}

/** Whether a table of departures names this one. */
export function fits({ role, path }: Departed, paths: Departure['paths']): boolean {
  return (paths[role] ?? []).some((named) => named === path || (named.endsWith('*') && path.startsWith(named.slice(0, -1))));
}

/** What a usual run does not do. */
export const unusualIn = ({ caughtUp, again, left }: Ran): string[] => [...(again > 0 ? ['again'] : []), ...(caughtUp ? ['caughtUp'] : []), ...(left.length > 0 ? ['left'] : [])];

/** Every switch of both sandboxes with its positions, the default first. */
export const FACTORS: Factors = {
  ...Object.fromEntries(SWITCH_KEYS.map((key) => [key, positionsOf(key)])),
  ...Object.fromEntries((Object.keys(HUMA) as HumaKey[]).map((key) => [key, [HUMA[key].default, ...HUMA[key].positions.filter((position) => position !== HUMA[key].default)]])),
};

/** The switches of a choice, by system. */
export function positionOf(choice: Choice): Position {
  const of = (isHuma: boolean) => Object.fromEntries(Object.entries(choice).filter(([key]) => key in HUMA === isHuma));
  return { huma: of(true), xledger: of(false) };
}

/** `U1 numberedApart`: the name of a position in the tables. */
export const namesIn = (choice: Choice): string[] => Object.entries(choice).map(([key, position]) => `${key} ${position}`);
