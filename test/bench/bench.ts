// What a bench is: work, figures with targets, and a check that comes before them.

export interface Bench {
  name: string;
  /** What is done, in a few words for the table. */
  work: string;
  figures: readonly Figure[];
  /** Measures. What is wrong with the result keeps the figures from counting. */
  measure(how: How): Promise<Measured>;
}

export interface Figure {
  key: string;
  target: { is: 'atMost' | 'atLeast'; number: number };
}

export interface How {
  say(words: string): void;
}

export interface Measured {
  figures: Readonly<Record<string, number>>;
  /** Empty: the result was right. */
  faults: readonly string[];
  /** What else was counted, for people. */
  beside?: Readonly<Record<string, number | string>>;
}

export const atMost = (key: string, number: number): Figure => ({ key, target: { is: 'atMost', number } });
export const atLeast = (key: string, number: number): Figure => ({ key, target: { is: 'atLeast', number } });

/** Whether a figure keeps its target; a figure that was not measured does not. */
export const isMet = ({ key, target }: Figure, { figures }: Pick<Measured, 'figures'>): boolean => {
  const value = figures[key];
  return value !== undefined && (target.is === 'atMost' ? value <= target.number : value >= target.number);
};

/** Three significant digits: more would only be noise. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
