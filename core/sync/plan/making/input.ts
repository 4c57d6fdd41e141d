/** What a plan is made of. */
import type { KeyObject } from 'node:crypto';
import type { HumaUser } from '../../../huma';
import type { Instant, KnownGender, Reading } from '../../../person';
import type { XledgerEmployee } from '../../../xledger';
import type { Link } from '../../types';
import type { PlanPolicy } from '../types';

export interface PlanInput {
  /** Everyone in Huma, active and not (R11). */
  users: readonly HumaUser[];
  /** Who is in Huma and could not be read now: their employees are not taken for missing in Huma. */
  unread?: readonly Unread[];
  /** Everyone in Xledger, open and closed, with the paths of the fields that take part. */
  employees: readonly XledgerEmployee[];
  /** All links that are known, of whatever connection. */
  links: readonly Link[];
  policy: PlanPolicy;
  reading: Reading;
  /** Derived from the Xledger credential (`keyFrom`), each for its purpose. */
  keys: PlanKeys;
  now: Instant;
  planId: string;
  /** What Xledger is known to have entries for; where absent, Apply finds out (U8, U12). */
  xledgerHas?: { genders?: ReadonlySet<KnownGender>; countries?: ReadonlySet<string> };
}

export interface Unread {
  humaId: string;
  email?: string;
  /** For example "Kari T.". */
  name?: string;
  /** Why, in words that are safe to show. */
  says: string;
}

export interface PlanKeys {
  seal: KeyObject;
  signature: KeyObject;
  fingerprint: KeyObject;
}
