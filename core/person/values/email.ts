/** An e-mail address: the key of the first match (R11), so it has to be one address and nothing else. */
import type { ValueKind } from '../valueKind';
import { composed, readText, trimmed } from './text';

/**
 * Reads one address as Huma holds it, international letters included. Lists, display names and addresses without
 * a domain are refused (`notAnEmail`). Compared without regard to case (R11, R38).
 */
export const email: ValueKind<string> = {
  parse(input) {
    const read = readText(input, { oneLine: true });
    if (!read.ok || ADDRESS.test(read.value)) return read;
    return { ok: false, why: 'notAnEmail' };
  },
  same: (a, b) => email.canonical(a) === email.canonical(b),
  // Lower case only: folding through upper case would take "ı" for "i", and two people for one.
  canonical: (value) => composed(trimmed(value).toLowerCase()),
  show: (value) => value,
};

const FORBIDDEN = '\\s@"<>()\\[\\]\\\\,;:';
const ADDRESS = new RegExp(`^[^${FORBIDDEN}]+@[^${FORBIDDEN}.]+(\\.[^${FORBIDDEN}.]+)+$`, 'u');
