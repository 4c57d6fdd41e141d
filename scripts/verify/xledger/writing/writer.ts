// Writes to the test person's rows, in the forms that this server takes, and says what became of each write.
import { MUTATIONS } from '../../../../core/xledger/writing/nodes';
import { positionOf, type Findings } from '../../findings';
import type { Reply, XledgerError } from '../ask';
import { rowWith, type Row } from '../rows';
import { nodeTypeOf, type MutationName } from '../schema';
import type { Tenant } from '../tenant';

export type Node = Readonly<Record<string, unknown>>;
type DbIdForm = 'number' | 'text';

export interface Told {
  edges: readonly { clientId: string | null; dbId: string }[];
  errors: readonly XledgerError[];
  reply: Reply;
}

/** What became of one node: `taken` where an edge came back for it. */
export type Written = { taken: true; dbId: string; reply: Reply } | { taken: false; reply: Reply };

export interface Writer extends Tenant {
  /** In every name, code and e-mail of the test person. */
  readonly mark: string;
  forms: { node: DbIdForm; lookup: DbIdForm };
}

export function createWriter(tenant: Tenant, found: Findings, mark: string): Writer {
  const textIn = (key: string): boolean => positionOf(found, key) === 'int64String';
  return { ...tenant, mark, forms: { node: textIn('U18') ? 'text' : 'number', lookup: positionOf(found, 'U18lookup') === 'int' ? 'number' : 'text' } };
}

export const inForm = (form: DbIdForm, dbId: string): string | number => (form === 'number' ? Number(dbId) : dbId);
export const nodeId = ({ forms }: Writer, dbId: string): { dbId: string | number } => ({ dbId: inForm(forms.node, dbId) });
export const lookup = ({ forms }: Writer, dbId: string): { dbId: string | number } => ({ dbId: inForm(forms.lookup, dbId) });

/** Several nodes in one mutation. */
export async function tell({ asker }: Tenant, name: MutationName, nodes: readonly { clientId: string; node: Node }[]): Promise<Told> {
  const reply = await asker.ask(MUTATIONS[name].document, { inputs: nodes });
  const given = reply.data?.[name] as { edges?: readonly ({ clientId?: string | null; node?: { dbId?: unknown } | null } | null)[] | null } | null | undefined;
  const edges = (given?.edges ?? []).flatMap((edge) => (edge?.node?.dbId == null ? [] : [{ clientId: edge.clientId ?? null, dbId: String(edge.node.dbId) }]));
  return { edges, errors: reply.errors, reply };
}

export async function write(writer: Writer, name: MutationName, node: Node): Promise<Written> {
  const { edges, reply } = await tell(writer, name, [{ clientId: `${writer.mark}:${name}`, node }]);
  const [edge] = edges;
  return edge ? { taken: true, dbId: edge.dbId, reply } : { taken: false, reply };
}

/** Changes a row and reads it again; undefined where the change was refused. */
export async function changed(writer: Writer, name: 'updateContacts' | 'updateSuppliers' | 'updateEmployees', dbId: string, node: Node, select: string): Promise<Row | undefined> {
  const { taken } = await write(writer, name, { ...nodeId(writer, dbId), ...node });
  return taken ? await rowWith(writer, CONNECTIONS[name], dbId, select) : undefined;
}

const CONNECTIONS = { updateContacts: 'contacts', updateSuppliers: 'suppliers', updateEmployees: 'employees' } as const;

/** Whether the schema is known to lack a key. */
export const lacksKey = ({ schema }: Tenant, name: MutationName, key: string): boolean => {
  const type = schema && nodeTypeOf(schema, name);
  return type !== undefined && !(key in type.getFields());
};
