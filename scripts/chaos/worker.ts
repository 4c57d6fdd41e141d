// One process of the simulation: every n-th seed of a range, told to the parent as they end.
import { runSchedule, type Ended } from '../../test/chaos';
import type { Sum } from './sum';

const [from = 1, until = 2, step = 1] = process.argv.slice(2).map(Number);

void work();

async function work(): Promise<void> {
  for (let seed = from; seed < until; seed += step) process.send?.(sumOf(await runSchedule(seed)));
  process.disconnect();
}

function sumOf({ seed, broken, injected, requests, turned }: Ended): Sum {
  const count = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, keys.filter((other) => other === key).length]));
  return {
    schedules: 1, requests, injected: Object.fromEntries(injected), positions: count(turned), broken: count(broken.map(({ promise }) => promise)), turned,
    failures: broken.length > 0 ? [{ seed, what: broken.map(({ promise, what }) => `${promise}: ${what}`).join('; ') }] : [],
  };
}
