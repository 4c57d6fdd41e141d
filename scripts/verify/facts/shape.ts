// What a row of the table of open questions says: the positions a system may take, what the package does in each, and how it can be found out.

/** `fits`: as expected. `handled`: differs, and the package is right all the same. `breaks`: something that it is for does not work there. */
export type Effect = 'fits' | 'handled' | 'breaks';

export interface Position {
  effect: Effect;
  /** What the package does there, as code and tests have it. */
  does: string;
}

export interface Fact {
  question: string;
  /** The likeliest position first. */
  positions: Readonly<Record<string, Position>>;
  /** How verify finds out: by reading alone, by writing to a marked test person, by asking too much on purpose, by waiting; or why it cannot. */
  asked: { by: 'reading' | 'writing' | 'limits' | 'waiting'; how: string } | { by: 'nothing'; why: string };
  /** Tests that show what is said here. */
  tests: readonly string[];
}

export type Facts = Readonly<Record<string, Fact>>;

/** The same is done in every position; the first is the likeliest. */
export function alike(does: string, ...names: string[]): Record<string, Position> {
  return Object.fromEntries(names.map((name, at) => [name, { effect: at === 0 ? ('fits' as const) : ('handled' as const), does }]));
}

export const fits = (does: string): Position => ({ effect: 'fits', does });
export const handled = (does: string): Position => ({ effect: 'handled', does });
export const breaks = (does: string): Position => ({ effect: 'breaks', does });

export const reading = (how: string) => ({ by: 'reading', how }) as const;
export const writing = (how: string) => ({ by: 'writing', how }) as const;
export const limits = (how: string) => ({ by: 'limits', how }) as const;
export const waiting = (how: string) => ({ by: 'waiting', how }) as const;
export const never = (why: string) => ({ by: 'nothing', why }) as const;

/** U2 before U10; what has no number comes last. */
export function inOrder(facts: Facts): Facts {
  const numberOf = (key: string): number => Number(/\d+/.exec(key)?.[0] ?? Infinity);
  return Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (numberOf(a) - numberOf(b) || 0) || a.localeCompare(b)));
}
