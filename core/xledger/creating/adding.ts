/** Adds rows for people, stage by stage, and never twice: after a lost answer it looks before it adds again (U10, U11). */
import type { Run } from '../run';
import { contactsByEmail, index, sameEmail, suppliersByCode } from '../reading';
import { isMissing, noteLeftOut, noteRefused, noteWritten, sendAll, type AnsweredNode, type Batch, type Node, type Part } from '../writing';
import type { Newcomer } from './newcomer';

type AddName = 'addContacts' | 'addSuppliers' | 'addEmployees';

/** Where the row's dbId is kept. */
const ID_OF = { addContacts: 'contactDbId', addSuppliers: 'subledgerDbId', addEmployees: 'employeeDbId' } as const;

/** Values whose form may be to blame rather than the value: another form is tried once the row exists (U8, U9, U12). */
const MAY_NEED_ANOTHER_FORM: ReadonlySet<string> = new Set(['address', 'gender']);

/** Adds one row for each newcomer. An optional part that is refused is dropped, and the row added without it (U22). */
export async function addRows(run: Run, name: AddName, people: readonly Newcomer[], partsFor: (person: Newcomer) => Part[], known: ReadonlySet<string>): Promise<void> {
  const byClientId = new Map(people.map((person) => [`${person.person.key}:${name}`, person]));
  const batch = addBatch(run, name, byClientId, known);
  let nodes: Node[] = people.map((person) => ({ clientId: `${person.person.key}:${name}`, person: person.person.key, parts: partsFor(person) }));
  while (nodes.length > 0) {
    const ends = await sendAll(run, batch, nodes);
    nodes = nodes.flatMap((node) => {
      const person = byClientId.get(node.clientId);
      const end = ends.get(node.clientId);
      if (!person || !end) return [];
      if (end.kind === 'stopped') person.account.stop = end.stop;
      else if (end.kind === 'refused') return withoutBlamed(person, node, end.fault);
      else if (end.dbId !== null) settled(run, name, person, node, end.dbId);
      return [];
    });
  }
}

function settled(run: Run, name: AddName, person: Newcomer, { parts }: Node, dbId: string): void {
  person.ids[ID_OF[name]] = dbId;
  for (const { target, keys } of parts) {
    if (target && isMissing(run, name, keys)) noteLeftOut(person.account, target, 'fieldUnknownToServer');
    else if (target) noteWritten(person.account, target);
  }
}

/** The node without the part that the error names; where it names none, with the needed parts alone. Nothing to drop: refused. */
function withoutBlamed(person: Newcomer, node: Node, fault: Parameters<typeof noteRefused>[2]): Node[] {
  const words = new Set([...fault.path.split('.'), ...(fault.field?.split('.') ?? [])]);
  const optional = node.parts.filter(({ needed, onlyIfDemanded }) => !needed && !onlyIfDemanded);
  const named = optional.filter(({ keys }) => Object.keys(keys).some((key) => words.has(key)));
  const dropped = named.length > 0 ? named : optional;
  if (dropped.length === 0) {
    noteRefused(person.account, undefined, fault);
    return [];
  }
  for (const { target, value = null } of dropped) {
    if (!target) continue;
    if (named.length > 0 && !MAY_NEED_ANOTHER_FORM.has(target.shape)) noteRefused(person.account, target, fault);
    else person.later.set(target.key, { target, value });
  }
  return [{ ...node, parts: node.parts.filter((part) => !dropped.includes(part)) }];
}

/** `known` are rows that were there before: none of them is taken for a new one. */
function addBatch(run: Run, name: AddName, people: ReadonlyMap<string, Newcomer>, known: ReadonlySet<string>): Batch {
  const { find, marksOf, wanted } = MARKS[name];
  return {
    name,
    async look(nodes) {
      const sought = nodes.flatMap(({ clientId }) => people.get(clientId) ?? []);
      const rows = groupBy((await find(run, sought)).filter(({ dbId }) => !known.has(dbId)), marksOf);
      const there = new Map<string, string>();
      const unclear: string[] = [];
      for (const { clientId } of nodes) {
        const own = new Set(wanted(people.get(clientId)).flatMap((mark) => rows.get(mark) ?? []).map(({ dbId }) => dbId));
        const [only] = own;
        if (own.size > 1) unclear.push(clientId);
        else if (only) there.set(clientId, only);
      }
      return { there, unclear };
    },
    recognise: (answered, nodes) => {
      const marks = new Set(marksOf(answered));
      return nodes.find(({ clientId }) => wanted(people.get(clientId)).some((mark) => marks.has(mark)));
    },
  };
}

type FoundRow = AnsweredNode & { contactDbId?: string | null };

/** How a row that was just added is found again, and told from others: by marks that row and person share. */
interface Marks {
  find(run: Run, people: readonly Newcomer[]): Promise<FoundRow[]>;
  marksOf(row: FoundRow): string[];
  wanted(person: Newcomer | undefined): string[];
}

const mark = (kind: 'email' | 'code' | 'contact', value: string | null | undefined): string[] => (value ? [`${kind} ${value.trim()}`] : []);

const emailOf = (person: Newcomer | undefined): string => sameEmail(person?.person.person.email ?? '');

const MARKS: Readonly<Record<AddName, Marks>> = {
  addContacts: {
    find: (run, people) => contactsByEmail(run, people.map(emailOf)),
    marksOf: ({ email }) => mark('email', email && sameEmail(email)),
    wanted: (person) => mark('email', emailOf(person)),
  },
  addSuppliers: {
    find: (run, people) => suppliersByCode(run, people.flatMap(({ supplierCode }) => supplierCode ?? [])),
    marksOf: ({ code }) => mark('code', code),
    wanted: (person) => mark('code', person?.supplierCode),
  },
  addEmployees: {
    find: (run) => index(run),
    // The contact was made for this person alone; a code counts where the server linked another contact (U3).
    marksOf: ({ code, contactDbId }) => [...mark('contact', contactDbId), ...mark('code', code)],
    wanted: (person) => [...mark('contact', person?.ids.contactDbId), ...mark('code', person?.person.person.employmentId)],
  },
};

function groupBy(rows: readonly FoundRow[], marksOf: (row: FoundRow) => string[]): Map<string, FoundRow[]> {
  const groups = new Map<string, FoundRow[]>();
  for (const row of rows) for (const each of marksOf(row)) groups.set(each, [...(groups.get(each) ?? []), row]);
  return groups;
}
