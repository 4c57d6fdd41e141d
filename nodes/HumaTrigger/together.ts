/** Messages that come while others are being taken go on together: one run of the workflow takes them all, and each is answered when that run is through. */

/** What becomes of a message: it leads a run that takes others along, or another one's run has taken it (or has failed to). */
export type Part<T> = { kind: 'leads'; items: T[]; over(taken: boolean): void } | { kind: 'followed'; taken: boolean };

/** Whoever waits for an answer. Once gone, nobody can be told how a run ended. */
export interface Sender {
  isGone: boolean;
}

export interface Together<T> {
  /** Resolves at once where nobody is being taken; otherwise when the run before it, or the run that takes it along, is over. */
  join(message: { door: string; items: T[]; sender: Sender; now: number }): Promise<Part<T>>;
}

interface Waiting<T> {
  items: T[];
  sender: Sender;
  resolve(part: Part<T>): void;
}

interface Door<T> {
  since: number;
  waiting: Waiting<T>[];
}

/** A run that takes longer is stuck: nobody waits behind it any more. */
const STUCK_AFTER = 5_000;

/** n8n spends far more on starting a run than on a row more in it. `most`: messages in one run. */
export function takenTogether<T>(most = 500): Together<T> {
  const doors = new Map<string, Door<T>>();

  function goOn(name: string, waiting: Waiting<T>[], now: number): void {
    const group = waiting.slice(0, most);
    // Who is gone cannot hear how the run ends; where all are gone nobody was promised anything, and the run goes on by itself.
    const leader = group.find(({ sender }) => !sender.isGone) ?? group[0];
    if (!leader) return void doors.delete(name);
    const door: Door<T> = { since: now, waiting: waiting.slice(most) };
    doors.set(name, door);
    const over = (taken: boolean): void => {
      for (const one of group) if (one !== leader) one.resolve({ kind: 'followed', taken });
      if (doors.get(name) === door) goOn(name, door.waiting, Date.now());
    };
    leader.resolve({ kind: 'leads', items: group.flatMap(({ items }) => items), over });
    if (leader.sender.isGone) over(false);
  }

  return {
    join: ({ door: name, items, sender, now }) =>
      new Promise((resolve) => {
        const me = { items, sender, resolve };
        const door = doors.get(name);
        if (door && now - door.since < STUCK_AFTER) door.waiting.push(me);
        else goOn(name, [...(door?.waiting ?? []), me], now);
      }),
  };
}
