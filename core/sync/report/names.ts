/** How a person is named in results: enough to know who is meant, and no more. */
import type { Person } from '../../person';

/** "Kari T."; null when nothing is known. */
export function shortName({ givenName, familyName }: Pick<Person, 'givenName' | 'familyName'>): string | null {
  const initial = initialOf(familyName);
  if (!initial) return givenName || null;
  return givenName ? `${givenName} ${initial}.` : `${initial}.`;
}

function initialOf(name: string | null | undefined): string {
  const code = name?.charCodeAt(0);
  // An English capital is one in every alphabet.
  if (code !== undefined && code >= 0x41 && code <= 0x5a) return String.fromCharCode(code);
  const [initial] = name ?? '';
  return initial?.toLocaleUpperCase('nb') ?? '';
}
