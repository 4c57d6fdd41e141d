/** What all parts of one operation share: the calls, the patience used up, and what has been learnt about the tenant. */
import type { Reading } from '../person';
import type { Clock } from '../person';
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
}

/** The form in use: a guess until one row was read back as meant; `none` where no form was. */
export interface Question<Form extends string> {
  form: Form | 'none';
  proven: boolean;
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

/** What is assumed before anything was learnt: the forms that are seen in public (xledger.md 6.2, U18). */
export function nothingLearnt(forms: TenantForms = {}): Learnt {
  return {
    ownerSet: { current: 'ALL', proven: false },
    pageSize: 10_000,
    filtersTurnedDown: new Set(),
    dbIds: { node: forms.nodeDbId ?? 'number', lookup: forms.lookupDbId ?? 'text', nodeProven: false, lookupProven: false },
    missingKeys: new Set(),
    missingFields: new Set(),
    inputs: new Map(),
    demanded: new Set(),
    introspection: forms.inputs === 'closed' ? 'closed' : 'notAsked',
    inputsSeen: forms.inputs,
    countriesNotTaken: new Set(),
    country: { form: forms.country ?? 'tenantName', proven: false },
    supplierAddress: { form: forms.supplierAddress ?? 'flat', proven: false },
    gender: { form: forms.gender ?? 'code', proven: false },
    update: forms.update,
    create: forms.create,
  };
}

/** The forms that were read back as meant, for the next client. */
export function formsIn({ country, supplierAddress, gender, dbIds, inputsSeen, update, create }: Learnt): TenantForms {
  const sure = <F extends string>({ form, proven }: Question<F>) => (proven && form !== 'none' ? form : undefined);
  const known = { country: sure(country), supplierAddress: sure(supplierAddress), gender: sure(gender), nodeDbId: dbIds.nodeProven ? dbIds.node : undefined, lookupDbId: dbIds.lookupProven ? dbIds.lookup : undefined, inputs: inputsSeen, update, create };
  return Object.fromEntries(Object.entries(known).filter(([, form]) => form !== undefined));
}
