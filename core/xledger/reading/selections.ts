/** Which paths of an employee are selected for which field: a sensitive path only when its field is switched on. */
import { fieldOf, type FieldKey, type Target } from '../../person';

/** What every reading needs to know whose row it is, and whether it is closed (R11, U15, U26). */
const ALWAYS = [
  'dbId', 'ownerDbId', 'code', 'description', 'modifiedAt', 'employmentTo', 'dateTo',
  'contact.dbId', 'contact.name', 'contact.firstName', 'contact.lastName', 'contact.email',
  'subledger.dbId', 'subledger.code', 'subledger.description', 'subledger.email', 'subledger.ledgerType',
];

const INDEX = ['dbId', 'ownerDbId', 'code', 'contact.dbId', 'contact.email', 'contact.phone', 'subledger.dbId', 'subledger.code', 'subledger.email', 'subledger.phone'];

/** Paths that are rows of their own: what is selected of them. State is read because an address is written back whole (U7). */
const INSIDE: Readonly<Record<string, string>> = {
  gender: '{ dbId dbSubId code name }',
  ledgerType: '{ dbId dbSubId code name }',
  address: '{ streetAddress zipCode place state { code description } country { code description } }',
};

/** Read beside a field's own targets. The employee only shows whether a national ID is there (U24). */
const BESIDE: Partial<Record<FieldKey, readonly string[]>> = { nationalId: ['socialSecurityMasked'] };

/** The selection of an employee with the given fields. */
export function employeeSelection(fields: readonly FieldKey[]): string {
  const paths = fields.flatMap((key) => {
    const field = fieldOf(key);
    return [...field.targets.map(pathOf), ...(field.alsoReads ?? []), ...(BESIDE[key] ?? [])];
  });
  return written([...ALWAYS, ...paths]);
}

/** `employee.code` is selected as `code`, `contact.email` as `contact { email }`. */
function pathOf({ record, path }: Target): string {
  return record === 'employee' ? path : `${record}.${path}`;
}

function written(paths: readonly string[]): string {
  const byHead = new Map<string, string[]>();
  for (const path of new Set(paths)) {
    const [head = '', ...rest] = path.split('.');
    byHead.set(head, [...(byHead.get(head) ?? []), ...(rest.length > 0 ? [rest.join('.')] : [])]);
  }
  return [...byHead].map(([head, rest]) => (rest.length > 0 ? `${head} { ${written(rest)} }` : `${head} ${INSIDE[head] ?? ''}`.trim())).join(' ');
}

export const EMPLOYEE_INDEX = written(INDEX);
