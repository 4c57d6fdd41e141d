// Xledger's filters: flat keys, a bare key means equals, suffixes _in _gt _gte _lt _lte, and AND / OR lists.

export type Filter = { readonly [key: string]: unknown };
type Comparable = string | number | null;
/** How to read each value that a filter may name. */
export type Readers<R> = Readonly<Record<string, (row: R) => Comparable | undefined>>;

const COMPARISONS: Readonly<Record<string, (value: Comparable, wanted: Comparable) => boolean>> = {
  gt: (value, wanted) => value !== null && wanted !== null && value > wanted,
  gte: (value, wanted) => value !== null && wanted !== null && value >= wanted,
  lt: (value, wanted) => value !== null && wanted !== null && value < wanted,
  lte: (value, wanted) => value !== null && wanted !== null && value <= wanted,
};

/** A test for rows, compiled once. Every key of the filter has to hold; null equals a value that is not there. */
export function predicateOf<R>(filter: Filter, readers: Readers<R>, ignoreCase: boolean): (row: R) => boolean {
  const tests = Object.entries(filter).map(([key, wanted]) => testOf(key, wanted, readers, ignoreCase));
  return (row) => tests.every((test) => test(row));
}

function testOf<R>(key: string, wanted: unknown, readers: Readers<R>, ignoreCase: boolean): (row: R) => boolean {
  if (key === 'AND' || key === 'OR') {
    const parts = ((wanted as Filter[] | null) ?? []).map((part) => predicateOf(part, readers, ignoreCase));
    return key === 'AND' ? (row) => parts.every((part) => part(row)) : (row) => parts.some((part) => part(row));
  }
  const [, name = key, suffix] = /^(.*?)(?:_(in|gt|gte|lt|lte))?$/.exec(key) ?? [];
  const reader = readers[name];
  if (!reader) throw new Error(`The sandbox cannot filter by ${name}`);
  const folded = (value: Comparable | undefined): Comparable => (ignoreCase && typeof value === 'string' ? value.toLowerCase() : (value ?? null));
  if (suffix === 'in') {
    const list = new Set(((wanted as Comparable[] | null) ?? []).map(folded));
    return (row) => list.has(folded(reader(row)));
  }
  const compare = suffix ? COMPARISONS[suffix] : undefined;
  const value = folded(wanted as Comparable);
  return compare ? (row) => compare(folded(reader(row)), value) : (row) => folded(reader(row)) === value;
}
