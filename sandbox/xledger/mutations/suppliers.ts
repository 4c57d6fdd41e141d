// addSuppliers and updateSuppliers: subledgers, seen as suppliers (U1), with a flat address (U9).
import { BAD_INPUT, isSupplier, reached, Refusal, type Asking } from '../asking';
import type { SubledgerRow } from '../state';
import { mergeIntoAddress, writeAddresses } from './addresses';
import { changesOf, clearedOr, withResets, type Node } from './columns';
import { noSuchRow } from './existing';
import { resolve, type LookupInput } from './lookups';

const FLAT_ADDRESS = new Set(['streetAddress', 'zipCode', 'place', 'country']);
const MANDATORY = ['code', 'description'];
const MANDATORY_BEYOND_THE_SCHEMA = [...MANDATORY, 'subledgerGroup', 'payMethod', 'currency'];

export function addSupplier(asking: Asking, node: Node, ownerDbId: number): SubledgerRow {
  const mandatory = asking.switches.U4 === 'serverRulesBeyondTheSchema' ? MANDATORY_BEYOND_THE_SCHEMA : MANDATORY;
  for (const field of mandatory) if (node[field] == null || node[field] === '') throw new Refusal('This field is mandatory.', { code: BAD_INPUT, field });
  const { values, links } = changesOf(asking, node, { ownerDbId, update: false, except: FLAT_ADDRESS });
  const row = asking.state.add('subledgers', ownerDbId, values, links);
  writeFlatAddress(asking, row, node, false);
  writeAddresses(asking, { table: 'subledgers', row }, node, false);
  return row;
}

export function updateSupplier(asking: Asking, node: Node): SubledgerRow {
  const row = supplierWith(asking, node.dbId);
  const accountCountry = asking.state.companies.get(row.links.company)?.values.country;
  const changes = changesOf(asking, node, { ownerDbId: row.ownerDbId, update: true, except: FLAT_ADDRESS, accountCountry });
  asking.state.change('subledgers', row, withResets(asking, row, node, changes));
  writeFlatAddress(asking, row, node, true);
  writeAddresses(asking, { table: 'subledgers', row }, node, true);
  return row;
}

/** Where suppliers are numbered apart, the same number may be somebody else's subledger (U1c). */
function supplierWith(asking: Asking, dbId: unknown): SubledgerRow {
  const { state, switches } = asking;
  const row = switches.U1 === 'numberedApart' ? state.subledgers.find('supplierDbId', Number(dbId))[0] : state.subledgers.get(Number(dbId));
  const supplier = reached(asking, row);
  if (!supplier || !isSupplier(supplier, switches)) throw noSuchRow(dbId);
  return supplier;
}

function writeFlatAddress(asking: Asking, row: SubledgerRow, node: Node, update: boolean): void {
  const given = Object.keys(node).filter((field) => FLAT_ADDRESS.has(field)).map((field) => [field, clearedOr(asking, field, node[field], update)] as const).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  const texts = Object.fromEntries(given.filter(([field]) => field !== 'country')) as Record<string, string | null>;
  const lookup = given.find(([field]) => field === 'country');
  const country = lookup && (lookup[1] === null ? null : (resolve(asking, 'country', lookup[1] as LookupInput, row.ownerDbId) ?? null));
  const linked = country === undefined ? {} : { country };
  const { state, switches } = asking;
  if (switches.U9 === 'onlyNestedShows') {
    const flat = Object.fromEntries(Object.entries(texts).map(([field, value]) => [`flat.${field}`, value]));
    state.change('subledgers', row, { values: flat, links: country === undefined ? {} : { flatCountry: country } });
  } else if (switches.U9 === 'countryElsewhere') {
    mergeIntoAddress(asking, { table: 'subledgers', row }, texts, {});
    if (country !== undefined) state.change('subledgers', row, { links: { flatCountry: country } });
  } else mergeIntoAddress(asking, { table: 'subledgers', row }, texts, linked);
}
