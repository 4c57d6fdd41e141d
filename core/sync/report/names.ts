/** How a person is named in results: enough to know who is meant, and no more. */
import type { Person } from '../../person';

/** "Kari T."; null when nothing is known. */
export function shortName({ givenName, familyName }: Pick<Person, 'givenName' | 'familyName'>): string | null {
  const [initial] = familyName ?? '';
  const parts = [givenName || '', initial ? `${initial.toLocaleUpperCase('nb')}.` : ''].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : null;
}
