// Invents people for both sandboxes: the same number and seed give the same people, so Huma's and Xledger's start alike.
import { NAME_POOLS, PLACES, JOB_TITLES, type NamePool } from './names';

/**
 * One invented human. Nobody in here exists: mails end in example.no, national IDs carry month + 80 (synthetic), phones and accounts are counted up.
 * `email`, `phone`, `employmentId`, `bankAccount` and `nationalId` are unique within one `inventPeople` call.
 */
export interface InventedPerson {
  /** 0-based position; the same n, seed and everything before it give the same person. */
  n: number;
  givenName: string;
  familyName: string;
  /** Lower case, ASCII, `@example.no`. */
  email: string;
  /** `+47` and eight digits, without blanks. */
  phone: string;
  /** Digits with leading zeros, at least five: '00001'. */
  employmentId: string;
  /** YYYY-MM-DD. */
  birthDate: string;
  /** Eleven digits that pass modulus 11. */
  bankAccount: string;
  /** Eleven digits, month + 80, both check digits right; agrees with birthDate and gender. */
  nationalId: string;
  gender: 'female' | 'male';
  address: { street: string; zipCode: string; place: string; /** ISO 3166-1 alpha-2. */ country: string };
  jobTitle: string;
  /** YYYY-MM-DD. */
  employmentStart: string;
  /** Six months after the start; about three of four people have one. */
  probationEnd?: string;
  /** Given by those who leave, about one of thirty. */
  terminationNotice?: string;
  /** Last day at work of those who leave. */
  employmentEnd?: string;
}

/** Invents `count` people, deterministically; 300,000 take a few seconds. A longer list begins with the shorter one. */
export function inventPeople(count: number, seed = 1): InventedPerson[] {
  const mailsTaken = new Map<string, number>();
  return Array.from({ length: count }, (_, n) => inventPerson(n, seed, mailsTaken));
}

/** A pseudo-random generator (mulberry32): the same seed gives the same numbers from 0 up to, not including, 1. */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The modulus-11 check digit of an account number's first ten digits, or undefined where none fits. */
export function accountCheckDigit(tenDigits: string): number | undefined {
  return checkDigit(tenDigits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
}

function inventPerson(n: number, seed: number, mailsTaken: Map<string, number>): InventedPerson {
  const random = randomFrom(seed * 1_000_003 + n);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const gender = random() < 0.5 ? 'female' : 'male';
  const pool = pickPool(random());
  const givenName = pick(pool[gender]);
  const familyName = pick(pool.family);
  const birthDate = birthDateOf(n, seed);
  return {
    n,
    givenName,
    familyName,
    email: mailOf(givenName, familyName, mailsTaken),
    phone: `+4799${scattered(n, seed, 1_000_000, 382_049).toString().padStart(6, '0')}`,
    employmentId: String(n + 1).padStart(5, '0'),
    birthDate,
    bankAccount: accountOf(n, seed),
    nationalId: nationalIdOf(birthDate, gender, Math.floor(n / BIRTH_DAYS)),
    gender,
    address: addressOf(pick, random),
    jobTitle: pick(JOB_TITLES),
    ...employmentOf(random),
  };
}

function pickPool(chance: number): NamePool {
  let left = chance;
  for (const pool of NAME_POOLS) {
    left -= pool.share;
    if (left < 0) return pool;
  }
  return NAME_POOLS[0] as NamePool;
}

const FIRST_BIRTHDAY = Date.UTC(1958, 0, 1);
const BIRTH_DAYS = 17_497; // a prime, so that any step reaches every day: up to the end of 2005
const DAY = 86_400_000;

function birthDateOf(n: number, seed: number): string {
  return dateText(FIRST_BIRTHDAY + scattered(n, seed, BIRTH_DAYS, 7919) * DAY);
}

/** Spreads 0, 1, 2… over the range without meeting one twice (until the range is used up); `step` shares no factor with it. */
function scattered(n: number, seed: number, range: number, step: number): number {
  return ((n % range) * step + seed * 31) % range;
}

const dateText = (at: number): string => new Date(at).toISOString().slice(0, 10);

function mailOf(givenName: string, familyName: string, taken: Map<string, number>): string {
  const name = `${plainLetters(givenName)}.${plainLetters(familyName)}`;
  const before = taken.get(name) ?? 0;
  taken.set(name, before + 1);
  return `${name}${before === 0 ? '' : before + 1}@example.no`;
}

const SPELLED_OUT: Record<string, string> = { æ: 'ae', ø: 'oe', å: 'aa', ł: 'l', đ: 'd', ŧ: 't', ŋ: 'n' };

function plainLetters(name: string): string {
  return name
    .toLowerCase()
    .replace(/[æøåłđŧŋ]/g, (letter) => SPELLED_OUT[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z]+/g, '-');
}

/** Digits five and six are never 00: such numbers follow another rule. Three candidates a person, one of which always has a check digit. */
function accountOf(n: number, seed: number): string {
  const first = scattered(n, seed, 3_300_000, 1_234_567) * 3;
  for (let offset = 0; ; offset++) {
    const serial = (first + offset).toString().padStart(8, '0');
    const ten = `9${serial.slice(0, 3)}7${serial.slice(3)}`;
    const digit = accountCheckDigit(ten);
    if (digit !== undefined) return ten + digit;
  }
}

function nationalIdOf(birthDate: string, gender: 'female' | 'male', round: number): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const date = day + String(Number(month) + 80) + year.slice(2);
  const parity = gender === 'male' ? 1 : 0;
  let stillToPass = round;
  for (let individual = (Number(year) < 2000 ? 100 : 600) + parity; ; individual += 2) {
    const nine = date + String(individual);
    const first = checkDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
    const second = first === undefined ? undefined : checkDigit(nine + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    if (second !== undefined && stillToPass-- === 0) return `${nine}${first}${second}`;
  }
}

function checkDigit(digits: string, weights: readonly number[]): number | undefined {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? undefined : digit;
}

function addressOf(pick: <T>(from: readonly T[]) => T, random: () => number): InventedPerson['address'] {
  const { streets, places, country } = random() < 0.94 ? PLACES[0] : pick(PLACES);
  const [zipCode, place] = pick(places);
  return { street: `${pick(streets)} ${1 + Math.floor(random() * 120)}${random() < 0.2 ? pick(['A', 'B', 'C']) : ''}`, zipCode, place, country };
}

function employmentOf(random: () => number): Pick<InventedPerson, 'employmentStart' | 'probationEnd' | 'terminationNotice' | 'employmentEnd'> {
  const start = Date.UTC(2008, 0, 1) + Math.floor(random() * 6_400) * DAY;
  const probation = random() < 0.75 ? { probationEnd: dateText(start + 183 * DAY) } : {};
  const end = start + 400 * DAY + Math.floor(random() * 90) * DAY;
  const leaving = random() < 1 / 30 ? { terminationNotice: dateText(end - 92 * DAY), employmentEnd: dateText(end) } : {};
  return { employmentStart: dateText(start), ...probation, ...leaving };
}
