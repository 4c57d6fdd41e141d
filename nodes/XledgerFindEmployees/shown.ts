/** How an employee leaves the node: simplified or as read, sensitive values masked unless they are asked for. */
import { fieldOf, fieldsAt, hidden, personFrom, problemOf, SENSITIVE_FIELDS, sentence, TARGETS, valuesOf, type FieldKey, type Problem, type TargetKey, type XledgerValues } from '../../core/person';
import type { XledgerEmployee } from '../../core/xledger';
import { coveredPerson } from '../shared';
import type { Search } from './search';

/** Whether neither the employment nor the record has ended; what closes an employee is not known for sure (U26). */
export function isOpen({ employmentTo, dateTo }: Pick<XledgerEmployee, 'employmentTo' | 'dateTo'>, today: string): boolean {
  return [employmentTo, dateTo].every((end) => !end || end.slice(0, 10) >= today);
}

export function shown(employee: XledgerEmployee, { simplify, showSensitive }: Pick<Search, 'simplify' | 'showSensitive'>): object {
  return simplify ? simplified(employee, showSensitive) : showSensitive ? employee : covered(employee);
}

function simplified(employee: XledgerEmployee, showSensitive: boolean): object {
  const values = valuesOf(employee);
  const { person, problems } = personFrom(values);
  const odd = problems.flatMap(({ field }) => (field && person[field] === undefined ? [[field, asFound(field, values, showSensitive)]] : []));
  return {
    employeeDbId: employee.dbId,
    contactDbId: employee.contact?.dbId ?? null,
    subledgerDbId: employee.subledger?.dbId ?? null,
    ownerDbId: employee.ownerDbId,
    modifiedAt: employee.modifiedAt,
    status: isOpen(employee, new Date().toISOString().slice(0, 10)) ? 'open' : 'closed',
    person: { ...coveredPerson(person, { showSensitive }), ...Object.fromEntries(odd) as object },
    problems: [...problems, ...notShownIn(employee)].map(sentence),
  };
}

/** Empty here is not empty there. */
const notShownIn = ({ notShown = [] }: XledgerEmployee): Problem[] =>
  TARGETS.filter(({ key }) => notShown.includes(key)).flatMap((target) => fieldsAt(target).map((field) => problemOf(field, 'notShown', undefined, { detail: target.key })));

/** A value that is not valid is shown all the same: somebody may be looking for it. */
function asFound(field: FieldKey, values: XledgerValues, showSensitive: boolean): unknown {
  const value = fieldOf(field).targets.map(({ key }) => values[key as TargetKey]).find(Boolean);
  return value && SENSITIVE_FIELDS.has(field) && !showSensitive ? hidden() : value;
}

/** The records as read, each sensitive value behind its mask. */
function covered(employee: XledgerEmployee): XledgerEmployee {
  const { contact, subledger } = employee;
  return {
    ...employee,
    ...(employee.socialSecurityMasked ? { socialSecurityMasked: hidden() } : {}),
    contact: contact && { ...contact, birthday: behind('birthDate', contact.birthday), socialSec: contact.socialSec && hidden() },
    subledger: subledger && { ...subledger, bankAccount: behind('bankAccount', subledger.bankAccount) },
  };
}

function behind(key: FieldKey, value: string | null | undefined): string | null | undefined {
  if (!value) return value;
  const { kind } = fieldOf(key);
  const parsed = kind.parse(key === 'bankAccount' ? { number: value, country: 'NO' } : value);
  return parsed.ok ? kind.show(parsed.value as never) : hidden();
}
