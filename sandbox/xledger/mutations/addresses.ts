// Writes the address blocks of contacts and suppliers: what replaces what (U7), and how a country is named (U8).
import { COUNTRIES, type Row } from '../state';
import { BAD_INPUT, Refusal, type Asking } from '../asking';
import { clearedOr, type Node } from './columns';

type Holder = { table: 'contacts' | 'subledgers'; row: Row };
const PARTS = ['streetAddress', 'zipCode', 'place', 'state', 'country'] as const;
export const ADDRESS_BLOCKS = ['address', 'homeAddress', 'billAddress', 'shipAddress'] as const;

/** Writes every nested address block of `node` to the row. */
export function writeAddresses(asking: Asking, holder: Holder, node: Node, update: boolean): void {
  for (const block of ADDRESS_BLOCKS) {
    const given = clearedOr(asking, block, node[block], update);
    if (given === null) asking.state.change(holder.table, holder.row as never, { links: { [block]: null } });
    else if (given !== undefined) writeBlock(asking, holder, block, given as Node, update);
  }
}

/** Writes parts of the row's `address`, leaving the others as they are: what flat supplier fields do (U9). */
export function mergeIntoAddress(asking: Asking, holder: Holder, values: Record<string, string | null>, links: { country?: number | null }): void {
  const { state } = asking;
  const existing = state.addresses.get(holder.row.links.address);
  if (existing) state.change('addresses', existing, { values, links });
  else state.change(holder.table, holder.row as never, { links: { address: state.add('addresses', holder.row.ownerDbId, values, links).dbId } });
}

function writeBlock(asking: Asking, holder: Holder, block: string, given: Node, update: boolean): void {
  const { state, switches } = asking;
  const existing = state.addresses.get(holder.row.links[block]);
  const whole = !existing || switches.U7 === 'wholeReplaced' || switches.U7 === 'newRowLinked';
  const values: Record<string, string | null> = {};
  const links: { country?: number | null } = {};
  for (const part of PARTS) {
    const text = part in given ? clearedOr(asking, `${block}.${part}`, given[part], update) : whole ? null : undefined;
    if (text === undefined) continue;
    if (part === 'country') links.country = text === null ? null : countryMeant(asking, String(text), block);
    else values[part] = text as string | null;
  }
  const address = existing && switches.U7 !== 'newRowLinked' ? existing : state.add('addresses', holder.row.ownerDbId, values, links);
  if (address === existing) state.change('addresses', existing, { values, links });
  else state.change(holder.table, holder.row as never, { links: { [block]: address.dbId } });
  if (switches.U7 === 'sharedByContactAndSubledger' && block === 'address') share(asking, holder, address.dbId);
}

function share({ state }: Asking, holder: Holder, addressDbId: number): void {
  const [employee] = state.employees.find(holder.table === 'contacts' ? 'contact' : 'subledger', holder.row.dbId);
  const contact = state.contacts.get(employee?.links.contact);
  const subledger = state.subledgers.get(employee?.links.subledger);
  if (contact && contact.links.address !== addressDbId) state.change('contacts', contact, { links: { address: addressDbId } });
  if (subledger && subledger.links.address !== addressDbId) state.change('subledgers', subledger, { links: { address: addressDbId } });
}

function countryMeant({ switches }: Asking, text: string, block: string): number | null {
  const column = ({ englishName: 'english', nameInTheTenantsLanguage: 'norwegian', alpha2: 'code' } as const)[switches.U8];
  const country = COUNTRIES.find((row) => row[column].toLowerCase() === text.trim().toLowerCase());
  if (!country && switches.U8unknown === 'rejected') throw new Refusal('Unknown country.', { code: BAD_INPUT, field: `${block}.country` });
  return country?.dbId ?? null;
}
