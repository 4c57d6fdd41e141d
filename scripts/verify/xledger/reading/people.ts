// Probes of rows: what an employee's subledger is, genders, national IDs, who is closed. Shapes are kept, never values.
import { genderOf } from '../../../../core/person';
import { is, oneOf, open, other, type Finding } from '../../findings';
import { isThere, pageOf, rowsOf, textAt, type Row } from '../rows';
import type { Tenant, XledgerProbe } from '../tenant';

const subledgers: XledgerProbe = {
  keys: ['U1'],
  async find(tenant) {
    const employees = await rowsOf(tenant, 'employees', { select: 'dbId subledger { dbId code ledgerType { code name } }', first: 25 });
    const held = employees.filter((row) => isThere(row, 'subledger.dbId'));
    if (employees.length === 0) return { U1: open('There is no employee to look at.') };
    if (held.length === 0) {
      const all = await rowsOf(tenant, 'subledgers', { select: 'dbId', first: 1 });
      return { U1: all.length > 0 ? is('subledgerIsNull') : oneOf(['subledgerIsNull'], '') };
    }
    return { U1: await asSuppliers(tenant, held) };
  },
};

/** Same dbId and same code; else found by code under another number; else of another kind. */
async function asSuppliers(tenant: Tenant, held: readonly Row[]): Promise<Finding> {
  const dbIds = held.map((row) => Number(textAt(row, 'subledger.dbId')));
  const codes = held.flatMap((row) => textAt(row, 'subledger.code') ?? []);
  const byDbId = await pageOf(tenant, 'suppliers', { select: 'dbId code', first: 100, declares: '$dbIds: [Int!]', filter: 'dbId_in: $dbIds', variables: { dbIds } });
  if ('refused' in byDbId) return open('Suppliers could not be read.');
  const codeAt = new Map(byDbId.rows.map((row) => [textAt(row, 'dbId'), textAt(row, 'code')]));
  const same = held.filter((row) => codeAt.has(textAt(row, 'subledger.dbId')) && codeAt.get(textAt(row, 'subledger.dbId')) === textAt(row, 'subledger.code')).length;
  const seen = `${same} of ${held.length}`;
  if (same === held.length) return is('sameDbId');
  const byCode = await rowsOf(tenant, 'suppliers', { select: 'dbId code', first: 100, declares: '$codes: [String!]', filter: 'code_in: $codes', variables: { codes } });
  const elsewhere = byCode.filter((row) => codes.includes(textAt(row, 'code') ?? '') && !dbIds.includes(Number(textAt(row, 'dbId')))).length;
  if (same > 0) return other(`${seen} subledgers are suppliers`);
  return byDbId.rows.length > 0 || elsewhere > 0 ? is('numberedApart') : is('anotherLedgerKind');
}

const genders: XledgerProbe = {
  keys: ['U12'],
  async find(tenant) {
    const rows = await rowsOf(tenant, 'contacts', { select: 'gender { dbId dbSubId code name }', first: 500 });
    const codes = new Set(rows.flatMap((row) => textAt(row, 'gender.code') ?? []));
    const names = new Set(rows.flatMap((row) => textAt(row, 'gender.name') ?? []));
    if (codes.size === 0 && names.size === 0) return { U12: open('No contact with a gender was seen.') };
    const seen = `codes ${[...codes].join(', ')}; names ${[...names].join(', ')}`;
    const all = (pattern: RegExp) => [...codes].every((code) => pattern.test(code));
    const position = all(/^(MALE|FEMALE)$/i) ? 'maleFemale' : all(/^[MF]$/i) ? 'mf' : 'numbersAndLocalNames';
    const isKnown = [...codes, ...names].some((text) => genderOf(text) !== undefined);
    return { U12: isKnown ? is(position, seen) : other(`${seen}: none of them is known to the package; map them in the settings`) };
  },
};

const nationalIds: XledgerProbe = {
  keys: ['U24'],
  async find(tenant) {
    const rows = await rowsOf(tenant, 'employees', { select: 'socialSecurityMasked contact { socialSec }', first: 25 });
    return { U24: shownAs(rows) };
  },
};

/** How a number reads where there is one. */
export function shownAs(rows: readonly Row[]): Finding {
  const forms = new Set(rows.flatMap((row) => {
    const shown = textAt(row, 'contact.socialSec');
    if (shown !== undefined && shown !== '') return [/\d{5}\s*$/.test(shown) ? 'clear' : 'masked'];
    return isThere(row, 'socialSecurityMasked') && isThere(row, 'contact') ? ['null'] : [];
  }));
  const [form, ...more] = forms;
  if (form === undefined) return open('No employee with a national ID was seen.');
  return more.length === 0 ? is(form) : other([...forms].join(' and '));
}

const closing: XledgerProbe = {
  keys: ['U26'],
  async find(tenant) {
    const yesterday = new Date(tenant.clock.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    const withStatus = async (objectStatus: string) => rowsOf(tenant, 'employees', { select: 'employmentTo dateTo', first: 500, objectStatus });
    const ended = (row: Row) => (textAt(row, 'employmentTo') ?? '9') < yesterday && !isThere(row, 'dateTo');
    const [closed, opened] = [(await withStatus('CLOSED')).filter(ended).length, (await withStatus('OPEN')).filter(ended).length];
    if (closed > 0 && opened > 0) return { U26: other('of those whose employment ended, some are closed and some are not') };
    if (closed + opened === 0) return { U26: open('Nobody was seen whose employment has ended.') };
    return { U26: is(closed > 0 ? 'pastEmploymentTo' : 'onlyDateTo') };
  },
};

export const PEOPLE_PROBES: readonly XledgerProbe[] = [subledgers, genders, nationalIds, closing];
