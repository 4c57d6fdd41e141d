/** The field table: all that the sync knows about each supported field (sync-rules F). The rest of the product is derived from it. */
import type { FieldKey, FieldValues } from './person';
import { flatAddress, nestedAddress, puts, whole, writes, type Target } from './target';
import type { ValueKind } from './valueKind';
import { address } from './values/address';
import { bankAccount } from './values/bankAccount';
import { email } from './values/email';
import { employmentId } from './values/employmentId';
import { gender } from './values/gender';
import { nationalId } from './values/nationalId';
import { phone } from './values/phone';
import { birthDate, plainDate } from './values/plainDate';
import { text } from './values/text';

/** One row of the field table. */
export type Field<K extends FieldKey = FieldKey> = {
  [P in K]: {
    readonly key: P;
    /** As the editor shows it. */
    readonly label: string;
    /** As Huma's own screens call it: where people go to correct it. */
    readonly nameInHuma: string;
    /** The path in Huma's Open API. */
    readonly huma: string;
    /** Where it lives in Xledger: each one compared and written. */
    readonly targets: readonly Target[];
    /** Read for the comparison, never written. */
    readonly alsoReads?: readonly string[];
    readonly kind: ValueKind<FieldValues[P]>;
    /** `always`: without it nothing happens. `forCreation`: without it nobody is created (R16). */
    readonly required: 'always' | 'forCreation' | 'no';
    /** No two people may hold it, in either system (R28). */
    readonly unique: boolean;
    /** Never in clear in a result, a report, a log or an error. */
    readonly sensitive: boolean;
    /** What Xledger keeps when Huma's value is emptied. `ifSyncedBefore`: cleared, under the conditions of R29 and U5. */
    readonly cleared: 'never' | 'ifSyncedBefore';
    /** Why it is so, for people. */
    readonly clearing: string;
    /** Whose value wins where nobody decides otherwise. */
    readonly owner: 'huma' | 'xledger';
    /** Where its rules come from. */
    readonly rules: readonly string[];
  };
}[K];

const USUAL = { required: 'no', unique: false, sensitive: false, owner: 'huma' } as const;
const KEPT = { cleared: 'never', clearing: 'not cleared, reported' } as const;
const CLEARED = { cleared: 'ifSyncedBefore', clearing: 'cleared where clearing is switched on and it was synced before' } as const;
/** R29 would clear it; U5 clears five fields only and this is none of them. The stricter document wins: Xledger keeps it. */
const KEPT_BY_U5 = { cleared: 'never', clearing: 'not cleared, reported: Xledger is not known to accept it' } as const;

/** Given and family name together: one text in Xledger, fed by two fields (R36). */
const description = writes('subledger.description', 'text', { composedOf: ['givenName', 'familyName'] });

export const FIELDS = [
  {
    ...USUAL, key: 'email', label: 'E-mail', nameInHuma: 'Email address', huma: 'email.value', kind: email,
    targets: [writes('contact.email', 'email'), writes('subledger.email', 'email')],
    required: 'always', unique: true, cleared: 'never', clearing: 'cannot be empty in Huma', rules: ['R11', 'R28', 'R37'],
  },
  {
    ...USUAL, ...KEPT, key: 'employmentId', label: 'Employment ID', nameInHuma: 'Employment ID', huma: 'employmentId.value', kind: employmentId,
    targets: [writes('employee.code', 'text')],
    unique: true, rules: ['R11', 'R16', 'R28', 'U23'],
  },
  {
    ...USUAL, ...KEPT, key: 'givenName', label: 'Given Name', nameInHuma: 'Given name', huma: 'givenName.value', kind: text,
    targets: [writes('contact.firstName', 'text'), description],
    required: 'forCreation', rules: ['R16', 'R36', 'U25'],
  },
  {
    ...USUAL, ...KEPT, key: 'familyName', label: 'Family Name', nameInHuma: 'Family name', huma: 'familyName.value', kind: text,
    targets: [writes('contact.lastName', 'text'), description],
    required: 'forCreation', rules: ['R16', 'R36', 'U25'],
  },
  {
    ...USUAL, ...CLEARED, key: 'phone', label: 'Phone Number', nameInHuma: 'Phone number', huma: 'phone.value', kind: phone,
    targets: [writes('contact.phone', 'phone'), writes('subledger.phone', 'phone', { instead: [puts('employees', { phoneSubledger: whole })] })],
    unique: true, rules: ['R28', 'R29', 'R38', 'U1', 'U22'],
  },
  {
    ...USUAL, ...KEPT_BY_U5, key: 'birthDate', label: 'Date of Birth', nameInHuma: 'Date of birth', huma: 'birthDate.value', kind: birthDate,
    targets: [writes('contact.birthday', 'birthDate')],
    sensitive: true, rules: ['R29', 'R38', 'U5'],
  },
  {
    ...USUAL, ...KEPT_BY_U5, key: 'bankAccount', label: 'Bank Account', nameInHuma: 'Bank account number', huma: 'bankAccount.value', kind: bankAccount,
    targets: [writes('subledger.bankAccount', 'bankAccount', { instead: [puts('employees', { bankAccount: whole })] })],
    alsoReads: ['subledger.company.country'],
    sensitive: true, rules: ['R29', 'R31', 'U1', 'U5', 'U31'],
  },
  {
    ...USUAL, key: 'address', label: 'Address', nameInHuma: 'Address', huma: 'homeAddress.value', kind: address,
    targets: [
      writes('contact.address', 'address', { write: puts('contacts', nestedAddress) }),
      writes('subledger.address', 'address', { write: puts('suppliers', flatAddress), instead: [puts('suppliers', nestedAddress)] }),
    ],
    cleared: 'never', clearing: 'never cleared, not even in part', rules: ['R30', 'U7', 'U8', 'U9'],
  },
  {
    ...USUAL, ...KEPT_BY_U5, key: 'gender', label: 'Gender', nameInHuma: 'Gender', huma: 'gender.value', kind: gender,
    targets: [writes('contact.gender', 'gender', { write: puts('contacts', { gender: { from: 'value', as: 'genderLookup' } }) })],
    rules: ['R29', 'R35', 'U5', 'U12'],
  },
  {
    ...USUAL, ...CLEARED, key: 'jobTitle', label: 'Job Title', nameInHuma: 'Job title', huma: 'position title.value.name', kind: text,
    targets: [writes('contact.jobTitle', 'text')],
    rules: ['R29', 'R32', 'R33'],
  },
  {
    ...USUAL, ...KEPT, key: 'employmentStart', label: 'Employment Start Date', nameInHuma: 'Employment start date', huma: 'position contractStartDate.value', kind: plainDate,
    targets: [writes('employee.employmentFrom', 'date')],
    rules: ['R32'],
  },
  {
    ...USUAL, ...CLEARED, key: 'probationEnd', label: 'Probation End Date', nameInHuma: 'Probation end date', huma: 'position probationEndDate.value', kind: plainDate,
    targets: [writes('employee.trialTo', 'date')],
    rules: ['R29', 'R32'],
  },
  {
    ...USUAL, ...CLEARED, key: 'terminationNotice', label: 'Termination Notice Date', nameInHuma: 'Termination notice date', huma: 'position terminationNoticeDate.value', kind: plainDate,
    targets: [writes('employee.noticeDate', 'date')],
    rules: ['R29', 'R32'],
  },
  {
    ...USUAL, ...CLEARED, key: 'employmentEnd', label: 'Employment End Date', nameInHuma: 'Employment end date', huma: 'position contractEndDate.value', kind: plainDate,
    targets: [writes('employee.employmentTo', 'date')],
    rules: ['R29', 'R32', 'U5', 'U26'],
  },
  {
    ...USUAL, ...KEPT, key: 'nationalId', label: 'National ID', nameInHuma: 'Identification', huma: 'identifications.value[type=national]', kind: nationalId,
    targets: [writes('contact.socialSec', 'nationalId', { instead: [puts('employees', { socialSec: whole })] })],
    sensitive: true, rules: ['R34', 'U24'],
  },
] as const satisfies readonly Field[];

/** All field keys, in the order of the table. */
export const FIELD_KEYS: readonly FieldKey[] = FIELDS.map((field) => field.key);

/** Fields whose values are masked, sealed and never logged. */
export const SENSITIVE_FIELDS: ReadonlySet<FieldKey> = new Set(rows().filter((field) => field.sensitive).map((field) => field.key));

/** Fields that no two people may share (R28). */
export const UNIQUE_FIELDS: readonly FieldKey[] = rows().filter((field) => field.unique).map((field) => field.key);

/** The row of a field. */
export function fieldOf<K extends FieldKey>(key: K): Field<K> {
  // FIELDS holds one row for each key: FieldKey is made of its values, and a test counts them.
  return BY_KEY.get(key) as Field<K>;
}

/** How a field's values are read, compared and shown. */
export const kindOf = <K extends FieldKey>(key: K): ValueKind<FieldValues[K]> => fieldOf(key).kind;

/** Whether a text names a field: for keys that come from outside. */
export const isFieldKey = (key: string): key is FieldKey => BY_KEY.has(key as FieldKey);

const BY_KEY: ReadonlyMap<FieldKey, Field> = new Map(rows().map((field) => [field.key, field]));

function rows(): readonly Field[] {
  return FIELDS;
}
