/** What core/huma offers to core/sync: people as Huma has them now, with what could not be read said plainly. */
import type { Clock, FieldKey, Instant, Person, Post, Problem, Reading } from '../person';

/** One Huma user, read in full or from a webhook. */
export interface HumaUser {
  humaId: string;
  type: 'user' | 'service_user' | 'other';
  /** Absent where the source does not say (a webhook body). */
  active?: boolean;
  person: Person;
  /** Fields whose wrapper is missing: never compared, never written, never cleared (huma.md 1.6, H9). */
  unreadable: FieldKey[];
  /** Values that were read but are not valid, or not sure (several positions, several identifications …): not in `person`. */
  problems: Problem[];
  /** Ids of the companies, locations and teams the user is a member of; absent where the source does not say. */
  groups?: string[];
  /** Several positions: a later employment start is not sent in real time (R32.5). */
  severalPositions?: boolean;
  /** An e-mail change that waits for confirmation (R37): whether, never which. */
  emailPending?: boolean;
  /** Another Huma integration with Xledger seems to be connected for this user (H25). */
  otherXledgerLink?: boolean;
}

/** What became of asking for one user by id. */
export type HumaAnswer =
  | { kind: 'user'; user: HumaUser }
  /** 403 or 404: gone or not visible, which is not a deletion (R27, H12). */
  | { kind: 'notVisible'; status: number }
  /** Worth another try later. */
  | { kind: 'failed'; says: string; code: 'credential' | 'unavailable' | 'refused' | 'unreadable'; retry: boolean; resumeAt?: Instant };

/** What `list`, `groups` and `checkAccess` throw when Huma cannot be read: the words and marks of a failed answer, never a reply's text. */
export class HumaFailure extends Error {
  readonly code: 'credential' | 'unavailable' | 'refused' | 'unreadable';
  readonly retry: boolean;
  readonly resumeAt?: Instant;

  constructor({ says, code, retry, resumeAt }: Omit<Extract<HumaAnswer, { kind: 'failed' }>, 'kind'>) {
    super(says);
    this.name = 'HumaFailure';
    this.code = code;
    this.retry = retry;
    this.resumeAt = resumeAt;
  }
}

export interface HumaScope {
  kind: 'company' | 'location' | 'team';
  id: string;
}

export interface HumaOptions {
  /** Base address, for example https://openapi.humahr.com. */
  baseUrl: string;
  /** Adds the bearer token and renews it once on 401 (n8n's preAuthentication does). */
  post: Post;
  clock: Clock;
  /** Users read at the same time; 2 unless told otherwise (huma.md 1.11). */
  parallel?: number;
  /** Milliseconds that one call may wait for limits and outages; 60,000 unless told otherwise. */
  patience?: number;
  /** Tries after which somebody for whom Huma answers 500 each time is left: for those who ask again later. As many as patience allows unless told otherwise. */
  readingTries?: number;
  /** R34: which country's identification counts where several are there; `reading.bankCountry` unless told otherwise. */
  bankCountry?: string;
  /** How values are read (R31, R38). */
  reading?: Reading;
}

/** One row of Huma's user list: what `GET /users` gives without asking for details (huma.md 1.5). */
export interface HumaListedUser {
  humaId: string;
  type: 'user' | 'service_user' | 'other';
  active: boolean;
  givenName: string;
  familyName: string;
  email: string;
  phone?: string;
  jobTitles: string[];
  groups: string[];
}

/** Which fields the API key can read, as far as a sample of users tells (huma.md 4). */
export interface HumaAccess {
  readable: FieldKey[];
  unreadable: FieldKey[];
  /** Nobody in the sample shows whether they are readable: no value anywhere, or nobody with a position. */
  unsure: FieldKey[];
}

/** Fields of one user that are to be written: a value, or `null` to empty it, which only somebody's explicit choice may ask for (H16). */
export interface HumaUpdate {
  humaId: string;
  changes: Person;
  /** Also fields of which Huma warns that editing them may cut the user's link to another integration (H26): by explicit choice. */
  evenLocked?: boolean;
}

/** Somebody who is to be added to Huma: never invited by it, member of these groups (R15, H21). */
export interface NewHumaUser {
  /** Unique in the call. */
  key: string;
  person: Person;
  groups: readonly string[];
}

/** What became of one field. `awaitingConfirmation`: Huma holds the new e-mail until the person confirms it (R37, H22): neither an error nor to be repeated. */
export interface HumaFieldResult {
  field: FieldKey;
  became: 'written' | 'unchanged' | 'awaitingConfirmation' | 'didNotStick' | 'refused' | 'leftOut' | 'notAttempted';
  /** For a payroll person, never with a value; absent where there is nothing to say. */
  says?: string;
  /** Huma's own word, such as `field:not-unique`. */
  errorCode?: string;
  /** Whether a later try may go better by itself. A refusal is permanent for this user and field (H20). */
  retry: boolean;
  resumeAt?: Instant;
}

/** What became of one user's writes. */
export interface HumaWritten {
  /** Null where nobody was created. */
  humaId: string | null;
  created: boolean;
  /** One for each field that was asked for. */
  fields: HumaFieldResult[];
  /** Why nothing at all was written, or nobody created. */
  because?: Pick<HumaFieldResult, 'says' | 'errorCode' | 'retry' | 'resumeAt'> & { kind: 'refused' | 'exists' | 'notVisible' | 'locked' | 'notAttempted' };
  /** The user as read before the first write, and as read back after the last one. */
  before?: HumaUser;
  now?: HumaUser;
}

export interface Huma {
  /** Everyone, active and inactive (two calls, H11), in pages of 50, each user once; service users left out. Throws `HumaFailure`. */
  list(options?: { scope?: HumaScope; active?: boolean; limit?: number }): AsyncIterable<HumaListedUser[]>;
  /** Details, positions (R32) and identifications of these users; the order of the answers is the order of the ids. Never throws. */
  read(humaIds: readonly string[], options?: { positions?: boolean }): Promise<HumaAnswer[]>;
  /** All groups of a kind, for a pick list. Throws `HumaFailure`. */
  groups(kind: HumaScope['kind']): Promise<{ id: string; name: string }[]>;
  /** A read-only check: which of the fields are readable on a sample of users. Throws `HumaFailure`, also when the key is not accepted. */
  checkAccess(sample?: number): Promise<HumaAccess>;
  /** Adds users (manual sync only, R15, R21): looks who is there first (`listed` saves that reading), and again before a lost answer is repeated. Never throws. */
  create(people: readonly NewHumaUser[], options?: { listed?: readonly HumaListedUser[] }): Promise<Map<string, HumaWritten>>;
  /** Writes fields of users who exist, and reads them back. One answer for each, in order; one field's refusal does not stop the others. Never throws. */
  update(updates: readonly HumaUpdate[]): Promise<HumaWritten[]>;
  /** How many requests were sent, repetitions included. */
  readonly requests: number;
}

/** What a message says happened. An unknown topic that names users counts as `changed` (huma.md 2.4 rule 3). */
export type HumaWebhookEvent = 'created' | 'changed' | 'deleted' | 'exported';
