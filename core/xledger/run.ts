/** What all parts of one operation share: the calls, the patience used up, and what has been learnt about the tenant. */
import type { Reading } from '../person';
import type { Clock } from '../person';
import { CONTACTS_BY_EMAIL_DOCUMENT, SUPPLIERS_BY_CODE_DOCUMENT } from './reading/documents';
import type { Calls, Operation } from './transport';
import type { TenantForms, XledgerOptions, XledgerSystemValue } from './types';

export interface Run {
  calls: Calls;
  operation: Operation;
  clock: Clock;
  learnt: Learnt;
  reading: Reading;
  genders: XledgerOptions['genders'];
}

/** Answers to questions that only the tenant can settle. Asked once, then kept for as long as the client lives. */
export interface Learnt {
  /** The widest ownerSet that is accepted (U15). */
  ownerSet: { current: OwnerSet; proven: boolean };
  /** Rows a page: halved where the server is slow. */
  pageSize: number;
  /** Documents whose filter this server does not take (U17). */
  filtersTurnedDown: Set<string>;
  /** Whether several lists may be asked for in one request. */
  together: 'taken' | 'turnedDown';
  /** How `node.dbId` and the `dbId` of a lookup travel (U18). */
  dbIds: { node: DbIdForm; lookup: DbIdForm; nodeProven: boolean; lookupProven: boolean };
  /** Input keys that this server turned down: `updateContacts.jobTitle` (U27). */
  missingKeys: Set<string>;
  /** Fields that this server cannot be asked for: `Contact.jobTitle` (U27). Not kept for the next run: they may have come by then. */
  missingFields: Set<string>;
  /** All input keys of a mutation, where the server told them (U27). */
  inputs: Map<string, ReadonlySet<string>>;
  /** Input keys that it demands beyond what is sent: `addContacts.id` (U4). */
  demanded: Set<string>;
  /** Whether the schema was asked (U27): once a run. */
  introspection: 'notAsked' | 'answered' | 'closed';
  /** Whether an earlier run, or this one, saw that the schema holds all that is sent, or does not tell (U27). */
  inputsSeen: TenantForms['inputs'];
  /** Countries that no form could name, by alpha-2 code (U8). */
  countriesNotTaken: Set<string>;
  /** Whether the tenant's employees have subledgers that are suppliers (U1); unknown where there are no employees. */
  subledgers?: 'suppliers' | 'otherKind' | 'none' | 'unknown';
  /** Names of countries as the tenant has them, by alpha-2 code. */
  countryNames?: Map<string, string>;
  /** Gender values in use. */
  genders?: Partial<Record<'Male' | 'Female', XledgerSystemValue>>;
  /** Which text names a country in a contact's address (U8). */
  country: Question<CountryForm>;
  /** Which keys write a supplier's address (U9). */
  supplierAddress: Question<SupplierAddressForm>;
  /** Which key finds a gender (U12). */
  gender: Question<GenderKey>;
  /** What an earlier run saw of an update (U6), and of a creation: core/sync finds it out. */
  update: TenantForms['update'];
  create: TenantForms['create'];
  /** Something may have gone in a form that only an earlier run saw, and nobody has looked after it yet. */
  wentOnTrust: boolean;
}

/** The form in use: a guess until one row was read back as meant; `none` where no form was. */
export interface Question<Form extends string> {
  form: Form | 'none';
  proven: boolean;
  /** An earlier run saw it at this Xledger: nobody is written alone for it, and what does not stand is doubted. */
  trusted?: boolean;
}

/** From widest to narrowest. */
export const OWNER_SETS = ['ALL', 'MINE', 'CURRENT'] as const;
export type OwnerSet = (typeof OWNER_SETS)[number];

export type DbIdForm = 'number' | 'text';

/** In the order in which they are tried (U8). */
export const COUNTRY_FORMS = ['tenantName', 'englishName', 'code'] as const;
export type CountryForm = (typeof COUNTRY_FORMS)[number];

/** Flat keys, else a nested address with the country in one of its forms; never both (U9). */
export const SUPPLIER_ADDRESS_FORMS = ['flat', ...COUNTRY_FORMS] as const;
export type SupplierAddressForm = (typeof SUPPLIER_ADDRESS_FORMS)[number];

/** In the order in which they are tried (U12). */
export const GENDER_KEYS = ['code', 'dbIds', 'name'] as const;
export type GenderKey = (typeof GENDER_KEYS)[number];

/** What is assumed before anything was learnt: the forms that are seen in public (xledger.md 6.2, U18), or those of an earlier run. */
export function nothingLearnt(forms: TenantForms = {}, mark?: string): Learnt {
  const seen = seenAt(forms, mark);
  const question = <F extends string>(name: QuestionName, form: F): Question<F> => ({ form, proven: false, ...(seen.has(name) && { trusted: true }) });
  return {
    ownerSet: { current: 'ALL', proven: false },
    pageSize: 10_000,
    filtersTurnedDown: new Set(Object.entries(FILTERS).flatMap(([name, document]) => (seen.has(name) ? [document] : []))),
    together: seen.has('together') ? 'turnedDown' : 'taken',
    dbIds: { node: forms.nodeDbId ?? 'number', lookup: forms.lookupDbId ?? 'text', nodeProven: false, lookupProven: false },
    missingKeys: new Set(),
    missingFields: new Set(),
    inputs: new Map(),
    demanded: new Set(),
    introspection: forms.inputs === 'closed' ? 'closed' : 'notAsked',
    inputsSeen: forms.inputs,
    countriesNotTaken: new Set(),
    ...(seen.has('subledgers') && { subledgers: 'suppliers' }),
    country: question('country', forms.country ?? 'tenantName'),
    supplierAddress: question('supplierAddress', forms.supplierAddress ?? 'flat'),
    gender: question('gender', forms.gender ?? 'code'),
    update: forms.update,
    create: forms.create,
    wentOnTrust: QUESTION_NAMES.some((name) => seen.has(name)),
  };
}

/** What is known for certain, for the next client. */
export function formsIn(learnt: Learnt, mark?: string): TenantForms {
  const { country, supplierAddress, gender, dbIds, inputsSeen, update, create, filtersTurnedDown, together, subledgers } = learnt;
  const sure = <F extends string>({ form, proven, trusted }: Question<F>) => ((proven || trusted) && form !== 'none' ? form : undefined);
  const here = present({
    country: sure(country),
    supplierAddress: sure(supplierAddress),
    gender: sure(gender),
    subledgers: subledgers === 'suppliers' ? subledgers : undefined,
    ...Object.fromEntries(Object.entries(FILTERS).map(([name, document]) => [name, filtersTurnedDown.has(document) ? 'turnedDown' : undefined])),
    together: together === 'turnedDown' ? together : undefined,
  });
  return {
    ...here,
    ...present({ nodeDbId: dbIds.nodeProven ? dbIds.node : undefined, lookupDbId: dbIds.lookupProven ? dbIds.lookup : undefined, inputs: inputsSeen, update, create }),
    ...(mark !== undefined && { seenAt: [mark, ...Object.keys(here)].join(' ') }),
  };
}

/** What an earlier run saw at this very Xledger, by this token. */
function seenAt(forms: TenantForms, mark: string | undefined): ReadonlySet<string> {
  const [at, ...names] = forms.seenAt?.split(' ') ?? [];
  return new Set(mark !== undefined && at === mark ? names.filter((name) => forms[name as keyof TenantForms] !== undefined) : []);
}

/** Forms that an earlier run saw are proven again from now on. */
export function doubt(learnt: Learnt): void {
  for (const name of QUESTION_NAMES) learnt[name].trusted = false;
}

const FILTERS = { emailFilter: CONTACTS_BY_EMAIL_DOCUMENT, codeFilter: SUPPLIERS_BY_CODE_DOCUMENT } as const;

export const QUESTION_NAMES = ['country', 'supplierAddress', 'gender'] as const;
export type QuestionName = (typeof QUESTION_NAMES)[number];

const present = <T extends object>(all: T): T => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
