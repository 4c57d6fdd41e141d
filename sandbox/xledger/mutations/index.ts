// The mass mutations: their limit, their rights, and what happens when some inputs are good and some are not (U10, U11).
import { BAD_INPUT, may, noRight, Refusal, type Asking, type WrittenError } from '../asking';
import type { Row, Scope } from '../state';
import { changesOf, type Node } from './columns';
import { addContact, updateContact } from './contacts';
import { addEmployee, updateEmployee } from './employees';
import { addSupplier, updateSupplier } from './suppliers';

interface MassMutation {
  scope: Scope;
  write: (asking: Asking, node: Node, ownerDbId: number) => Row;
}

export const MUTATIONS: Readonly<Record<string, MassMutation>> = {
  addEmployees: { scope: 'employee', write: addEmployee },
  updateEmployees: { scope: 'employee', write: updateEmployee },
  addContacts: { scope: 'contact', write: addContact },
  updateContacts: { scope: 'contact', write: updateContact },
  addSuppliers: { scope: 'supplier', write: addSupplier },
  updateSuppliers: { scope: 'supplier', write: updateSupplier },
  addCompanies: { scope: 'company', write: (asking, node, ownerDbId) => asking.state.add('companies', ownerDbId, changesOf(asking, node, { ownerDbId, update: false }).values) },
};

/** At most so many nodes a mutation (confirmed). */
export const MOST_NODES = 500;

export interface MassInput {
  clientId?: string | null;
  node: Node;
}
type Edge = { clientId: string | null; node: Row };
type Failure = { at: number; refusal: Refusal };

/** Writes the inputs and gives the edges; null where the answer holds errors only. Errors go to `asking.errors`. */
export function runMutation(asking: Asking, name: string, inputs: readonly MassInput[]): { edges: Edge[] } | null {
  const mutation = MUTATIONS[name];
  if (!mutation) throw new Refusal(`The sandbox has no ${name}.`);
  if (!may(asking, mutation.scope, 'write')) throw noRight(mutation.scope);
  if (inputs.length > MOST_NODES) throw new Refusal(`At most ${MOST_NODES} nodes are allowed in one mutation.`, { code: BAD_INPUT });
  asking.used.nodes += inputs.length;
  const { edges, failures } = writeAll(asking, mutation, inputs);
  if (failures.length > 0 && asking.switches.U10 !== 'noErrorsFewerEdges') asking.errors.push(...failures.map((failure) => errorOf(asking, name, failure)));
  if (failures.length > 0 && (asking.switches.U10 === 'nothingWritten' || asking.switches.U10 === 'errorsOnlyThoughSomeWritten')) return null;
  return { edges: asking.switches.U11 === 'otherOrder' ? edges.reverse() : edges };
}

class TakeBack extends Error {}

function writeAll(asking: Asking, mutation: MassMutation, inputs: readonly MassInput[]): { edges: Edge[]; failures: Failure[] } {
  const edges: Edge[] = [];
  const failures: Failure[] = [];
  const write = (): void => {
    inputs.forEach((input, at) => {
      try {
        const node = asking.state.atomically(() => mutation.write(asking, input.node, ownerOf(asking, input.node)));
        edges.push({ clientId: asking.switches.U11 === 'clientIdNull' ? null : (input.clientId ?? null), node });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        failures.push({ at, refusal: error });
      }
    });
    if (failures.length > 0 && asking.switches.U10 === 'nothingWritten') throw new TakeBack();
  };
  try {
    asking.state.atomically(write);
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
  }
  return { edges, failures };
}

/** New rows go to the token's entity unless `owner` is given (confirmed). */
function ownerOf({ state, token, reach }: Asking, node: Node): number {
  const lookup = node.owner as Record<string, unknown> | null | undefined;
  if (!lookup) return token.ownerDbId;
  const owner = state.owners.find((one) => String(lookup.dbId ?? '') === String(one.dbId) || String(lookup.ownerCode ?? lookup.code ?? '') === String(one.code) || lookup.description === one.description);
  if (!owner || !reach.has(owner.dbId)) throw new Refusal('No such owner within reach of the token.', { code: BAD_INPUT, field: 'owner' });
  return owner.dbId;
}

function errorOf({ switches }: Asking, name: string, { at, refusal }: Failure): WrittenError {
  const { field } = refusal.how;
  const withField = field && switches.U11errors !== 'nothing' ? new Refusal(`${field}: ${refusal.message}`, refusal.how) : refusal;
  const path = { pathWithIndex: [name, 'inputs', at], fieldPathInTheMessage: [name], nothing: undefined }[switches.U11errors];
  return withField.written(path);
}
