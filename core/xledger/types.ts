/** What core/xledger offers to core/sync: records as they are read, writes as they are asked for, and what became of them. */
import type { Clock, FieldKey, Instant, KnownGender, Person, Post, Reading, Target, TargetValue, Withheld } from '../person';

/** One employee with its contact and subledger, typed and with every dbId as text (U18). Paths that were not selected are absent. */
export interface XledgerEmployee {
  dbId: string;
  ownerDbId: string | null;
  code: string | null;
  description: string | null;
  modifiedAt: string | null;
  employmentFrom?: string | null;
  employmentTo?: string | null;
  trialTo?: string | null;
  noticeDate?: string | null;
  dateTo?: string | null;
  /** Only what Xledger shows masked (U24). */
  socialSecurityMasked?: string | null;
  contact: XledgerContact | null;
  subledger: XledgerSubledger | null;
  /** Targets, and what is read beside them, that this Xledger has no field to read for: neither compared nor written (U27). */
  notShown?: readonly string[];
  /** Whether the subledger is a supplier of the same code, where that was looked at with this reading (U1). */
  subledgerIsSupplier?: boolean;
}

export interface XledgerContact {
  dbId: string;
  name?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  birthday?: string | null;
  jobTitle?: string | null;
  socialSec?: string | null;
  gender?: XledgerSystemValue | null;
  address?: XledgerAddress | null;
}

export interface XledgerSubledger {
  dbId: string;
  code: string | null;
  description?: string | null;
  email?: string | null;
  phone?: string | null;
  bankAccount?: string | null;
  ledgerType?: XledgerSystemValue | null;
  company?: { country: string | null } | null;
  address?: XledgerAddress | null;
}

export interface XledgerSystemValue {
  dbId: string | null;
  dbSubId: number | null;
  code: string | null;
  name: string | null;
}

export interface XledgerAddress {
  streetAddress?: string | null;
  zipCode?: string | null;
  place?: string | null;
  state?: { code: string | null; description: string | null } | null;
  country?: { code: string | null; description?: string | null } | null;
}

/** The slim reading of everyone that matching and uniqueness checks need (R11, R28): cheap enough to read for the whole tenant. */
export interface XledgerIndexEntry {
  dbId: string;
  ownerDbId: string | null;
  code: string | null;
  contactDbId: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  subledgerDbId: string | null;
  subledgerCode: string | null;
  subledgerEmail: string | null;
  subledgerPhone: string | null;
}

/** What is looked at again right before a write. */
export interface LookAgain {
  dbIds: readonly string[];
  fields: readonly FieldKey[];
  /** Of those who are to be changed there: whether they are suppliers (U1). */
  subledgerDbIds?: readonly string[];
  /** The slim index too. */
  everyone?: boolean;
}

export interface SeenAgain {
  employees: Map<string, XledgerEmployee>;
  /** Only where it was asked for. */
  index?: XledgerIndexEntry[];
}

/** One target of one person that is to be written: a value, or `null` to clear (R29). */
export interface TargetChange {
  target: Target;
  /** As the target holds it: text, or a complete address (core/person, `wantedAt`). */
  value: TargetValue | null;
}

/** What to write into one existing person. Only targets that differ are named: what is left out stays untouched (U6). */
export interface PersonUpdate {
  /** Unique in the call; becomes part of each clientId (U11). */
  key: string;
  employeeDbId: string;
  contactDbId: string | null;
  subledgerDbId: string | null;
  changes: TargetChange[];
  /** The employee as just read, with the address where that is among the changes: saves a reading. */
  seen?: XledgerEmployee;
}

/** A person to create: contact → subledger (as supplier) → employee, each linked by dbId (xledger.md 6.4). */
export interface NewPerson {
  key: string;
  person: Person;
  /** Rows of a half-made person that are used again instead of being made twice. Absent: `create` looks for them itself. */
  adopt?: { contactDbId?: string; subledgerDbId?: string };
}

/** Constant settings for created rows (U4, U32). Lookups by dbId. */
export interface CreationDefaults {
  ownerDbId?: string;
  subledgerGroupDbId?: string;
  employeeGroupDbId?: string;
  /** Put before the employment ID to make the supplier's code (U4). */
  supplierCodePrefix?: string;
}

export interface XledgerIds {
  employeeDbId: string;
  contactDbId: string | null;
  subledgerDbId: string | null;
}

/** What became of one person's writes. */
export type WriteResult =
  /** The server took all of it. Whether it stuck is for a read-back to say. */
  | { kind: 'written'; ids: XledgerIds; /** Targets that were left out, and why (U1, U8, U12, U27). */ leftOut: LeftOut[]; orphans?: Orphans }
  /** The server understood and said no to some of it; the rest went through. Never repeated as it is. */
  | { kind: 'refused'; ids: Partial<XledgerIds>; because: Refusal; /** Targets that did go through. */ written: Target[]; leftOut: LeftOut[]; /** Which targets were refused; empty when the whole row was. */ refused: RefusedTarget[]; orphans?: Orphans }
  /** The run stopped before or during this person (limit, deadline, credentials): try again later. Look first (U10). */
  | { kind: 'notAttempted'; ids: Partial<XledgerIds>; because: Stop; /** Targets that went through before the stop. */ written?: Target[]; /** More was taken, and nobody could see whether it stuck. */ unseen?: true };

export interface LeftOut {
  target: Target;
  why: 'noSubledger' | 'subledgerNotWritable' | 'noContact' | 'fieldUnknownToServer' | 'notShown' | 'genderNotMapped' | 'countryNotTaken' | Withheld;
}

export interface RefusedTarget {
  target: Target;
  because: Refusal;
}

/** Rows that were made for a person but that Xledger did not link: it linked others of its own (U3). */
export interface Orphans {
  contactDbId?: string;
  subledgerDbId?: string;
}

/**
 * The server said no, or the client would not send it. `says` is rebuilt from allowed parts and masked: never a raw reply.
 * Codes of the server: `refused`, `lookupNotFound`, `wrongType`, `unknownField`, `requiredMissing`, `badDocument`. Of the client:
 * `unreadable`, `notFound`, `linksChanged`; when creating `requiredMissing`, `uniqueValueTaken`, `supplierCodeTaken`, `alreadyLinked`,
 * `ownerNotChosen`, `wrongOwner`, `halfCreated`.
 */
export interface Refusal {
  code: string;
  says: string;
  path?: string;
  /** Only where the server gave neither a code nor a place: another try, later, may go better. */
  retry: boolean;
}

/** Why work stopped short. All are worth another try, at `resumeAt` where it is known. */
export interface Stop {
  code: 'creditsGone' | 'burst' | 'concurrency' | 'unavailable' | 'deadline' | 'credential' | 'scope' | 'inputMissing' | 'outcomeUnknown';
  says: string;
  resumeAt?: Instant;
  retry: boolean;
}

export interface XledgerOptions {
  /** The GraphQL address. */
  endpoint: string;
  post: Post;
  clock: Clock;
  /** Shared by everything in this process that uses the same credential. */
  limiter: Limiter;
  /** Milliseconds that one operation may wait for limits and maintenance before it stops with what is left undone. */
  patience?: number;
  reading?: Reading;
  /** What an earlier client learnt: tried first, and still read back once. */
  forms?: TenantForms;
  /** Tells one Xledger and token from others, and neither of them: what an earlier client saw proven at the same is not proven again. */
  mark?: string;
  /** Huma's gender → how Xledger is told (R35); learnt from Xledger where not given (U12). */
  genders?: Partial<Record<'Male' | 'Female', { dbId?: string; dbSubId?: number; code?: string; name?: string }>>;
}

/** The forms in which this tenant was seen to take values (U8, U9, U12, U18). Plain JSON, to be kept with the connection. */
export interface TenantForms {
  country?: 'tenantName' | 'englishName' | 'code';
  supplierAddress?: 'flat' | 'tenantName' | 'englishName' | 'code';
  gender?: 'code' | 'dbIds' | 'name';
  nodeDbId?: 'number' | 'text';
  lookupDbId?: 'number' | 'text';
  /** `whole`: the schema holds every input that is sent. `closed`: it does not tell (U27). */
  inputs?: 'whole' | 'closed';
  /** Whether an update left alone what it did not name, as seen on somebody who was read back whole (U6); `more`: it did not. */
  update?: 'asMeant' | 'more';
  /** Somebody was created and read back as meant. */
  create?: 'asMeant';
  /** Employees' subledgers are suppliers (U1). */
  subledgers?: 'suppliers';
  /** Filters of lists, and several lists in one request, that were not taken (U17). */
  emailFilter?: 'turnedDown';
  codeFilter?: 'turnedDown';
  together?: 'turnedDown';
  /** The mark of the Xledger and token where they were seen, and which of the above that holds for: `k3J… country gender`. Of others they are only a first guess. */
  seenAt?: string;
}

/** Lets one request through at a time and keeps Xledger's burst limit (xledger.md 3, U19). */
export interface Limiter {
  run<T>(clock: Clock, work: () => Promise<T>): Promise<T>;
}

/** The client. Reads throw `XledgerStopped` (with a Stop) or `XledgerRefused` (with a Refusal); writes answer for each person. */
export interface Xledger {
  /** Everyone the token reaches, open and closed, in full pages; `fields` decides which sensitive paths are selected. */
  everyone(fields: readonly FieldKey[]): AsyncIterable<XledgerEmployee[]>;
  /** The slim index of everyone, in full pages. */
  index(): Promise<XledgerIndexEntry[]>;
  byDbId(dbIds: readonly string[], fields: readonly FieldKey[]): Promise<Map<string, XledgerEmployee>>;
  /** All of it in one request, where Xledger takes several lists at once. */
  lookAgain(what: LookAgain): Promise<SeenAgain>;
  changedSince(modifiedAt: string, fields: readonly FieldKey[]): AsyncIterable<XledgerEmployee[]>;
  /** Contacts without an employee by e-mail, and suppliers by code: what a broken run may have left (xledger.md 6.4). */
  leftovers(sought: readonly { key: string; email: string; supplierCode: string }[], ownerDbId?: string): Promise<Map<string, { contactDbId?: string; subledgerDbId?: string; supplierCodeTaken?: boolean }>>;
  update(updates: readonly PersonUpdate[]): Promise<Map<string, WriteResult>>;
  create(people: readonly NewPerson[], defaults: CreationDefaults): Promise<Map<string, WriteResult>>;
  /** For pick lists and set-up. */
  owners(): Promise<{ dbId: string; label: string }[]>;
  subledgerGroups(): Promise<{ dbId: string; label: string }[]>;
  employeeGroups(): Promise<{ dbId: string; label: string }[]>;
  /** Which genders and countries (alpha-2) it has entries for; countries are absent where it does not tell. */
  entries(): Promise<{ genders: ReadonlySet<KnownGender>; countries?: ReadonlySet<string> }>;
  /** Reads one row of each object the sync needs: the scopes that are missing, and those where nothing is visible, which may mean either (R2, U14, P1). */
  checkScopes(): Promise<{ missing: string[]; empty: string[] }>;
  /** Whether at least one of them is visible: tells employees without subledgers from a token that may not see them (U1d, U14). */
  sees(what: 'contacts' | 'subledgers'): Promise<boolean>;
  /** What was learnt so far about the forms that this tenant takes. */
  readonly forms?: TenantForms;
  /** Something does not stand as it was written: forms that an earlier run saw are proven again. @returns whether it may have gone in one of those; true once */
  doubtForms?(): boolean;
  /** Requests sent so far: they cost money, so every summary says how many. */
  readonly requests: number;
}
