// What the sandbox's Xledger stores: the rows of its tables.

export type Value = string | number | boolean | null;
type Values<Named extends string> = { [column in Named]?: string | null } & { [other: string]: Value | undefined };
type Links<Named extends string> = { [column in Named]?: number | null } & { [other: string]: number | null | undefined };

/** Any row. Columns that hold text, numbers or flags are `values`; columns that point at another row's dbId are `links`. */
export interface Row<Column extends string = string, Link extends string = string> {
  readonly dbId: number;
  ownerDbId: number;
  /** Milliseconds since 1970; how they read as DateTimeString is U20. */
  createdAt: number;
  modifiedAt: number;
  values: Values<Column>;
  links: Links<Link>;
}

/** `flat…` columns hold what was sent flat where it reaches no other record (U2d); `socialSec` is the employee's own (U24). */
export type EmployeeRow = Row<
  'code' | 'description' | 'email' | 'employmentFrom' | 'employmentTo' | 'trialTo' | 'noticeDate' | 'dateFrom' | 'dateTo' | 'socialSec',
  'contact' | 'subledger' | 'superior' | 'employeeGroup' | 'employmentType'
>;
export type ContactRow = Row<
  'id' | 'code' | 'name' | 'firstName' | 'lastName' | 'email' | 'phone' | 'birthday' | 'jobTitle' | 'socialSec' | 'toDate',
  'address' | 'gender' | 'company' | 'country'
>;
/** A supplier is a subledger seen from the other side; `supplierDbId` is its number there under U1c. */
export type SubledgerRow = Row<'code' | 'description' | 'email' | 'phone' | 'bankAccount' | 'toDate', 'address' | 'company' | 'supplierDbId' | 'flatCountry' | 'subledgerGroup' | 'payMethod' | 'currency'>;
export type AddressRow = Row<'streetAddress' | 'zipCode' | 'place' | 'state', 'country'>;
export type CompanyRow = Row<'code' | 'description' | 'companyNumber' | 'country', 'address'>;
export type ObjectValueRow = Row<'code' | 'description'>;
export type BankRow = Row<'code' | 'description' | 'bankName' | 'bankRouting' | 'swift'>;

/** The tables, by the name they have in `XledgerState`. */
export interface Rows {
  employees: EmployeeRow;
  contacts: ContactRow;
  subledgers: SubledgerRow;
  addresses: AddressRow;
  companies: CompanyRow;
  objectValues: ObjectValueRow;
  banks: BankRow;
}
export type TableName = keyof Rows;

/** An entity of the tenant. A token reaches its own and those below it. */
export interface Owner {
  dbId: number;
  code: number;
  description: string;
  parentDbId: number | null;
}

export type Scope = 'employee' | 'contact' | 'subledger' | 'supplier' | 'address' | 'company' | 'country' | 'objectValue' | 'systemValue' | 'bank' | 'owner' | 'currency' | 'user';
export type Right = `${Scope}:read` | `${Scope}:write`;

/** What a token may do, and where. */
export interface Token {
  token: string;
  ownerDbId: number;
  rights: Right[];
  madeAt: number;
  revoked: boolean;
}

/** One entry of the change log behind employee_deltas. */
export interface Change {
  cursor: number;
  employeeDbId: number;
  cause: 'employee' | 'contact' | 'subledger';
  mutationType: 'ADDED' | 'UPDATED' | 'DELETED';
  at: number;
}
