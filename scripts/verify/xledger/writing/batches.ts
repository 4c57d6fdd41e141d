// Probes of mass mutations: pairing, bad nodes among good ones, the forms of dbIds, fields that are not there.
import set from 'lodash/set';
import { is, oneOf, open, other, positionOf, type Finding } from '../../findings';
import { rowWith, textAt } from '../rows';
import { keysSent, type MutationName } from '../schema';
import { inForm, nodeId, tell, write, type Told } from './writer';
import type { TestPerson, WritingProbe } from './testPerson';

const NOBODY = '-1';

const pairing: WritingProbe = {
  keys: ['U11'],
  async find({ writer, rows }) {
    const nodes = [rows.contact, rows.spare].map((dbId, at) => ({ clientId: `${writer.mark}-${at}`, node: { ...nodeId(writer, dbId), firstName: 'Zz-Verify' } }));
    const { edges } = await tell(writer, 'updateContacts', nodes);
    if (edges.length !== 2) return { U11: open('Two contacts could not be changed at once.') };
    if (edges.every(({ clientId }) => clientId === null)) return { U11: is('clientIdNull') };
    const inOrder = edges[0]?.clientId === nodes[0]?.clientId && edges[1]?.clientId === nodes[1]?.clientId;
    return { U11: is(inOrder ? 'inputOrder' : 'otherOrder') };
  },
};

const badNode: WritingProbe = {
  keys: ['U10', 'U11errors'],
  async find({ writer, rows }) {
    const phones = ['+4799900011', '+4799900012'];
    const good = [rows.contact, rows.spare];
    for (const dbId of good) await write(writer, 'updateContacts', { ...nodeId(writer, dbId), phone: '+4799900010' });
    const nodes = [{ ...nodeId(writer, rows.contact), phone: phones[0] }, { ...nodeId(writer, NOBODY), phone: phones[0] }, { ...nodeId(writer, rows.spare), phone: phones[1] }];
    const told = await tell(writer, 'updateContacts', nodes.map((node, at) => ({ clientId: `${writer.mark}-${at}`, node })));
    let written = 0;
    for (const [at, dbId] of good.entries()) if (digitsOf(textAt(await rowWith(writer, 'contacts', dbId, 'phone'), 'phone')) === digitsOf(phones[at])) written++;
    return { U10: outcome(told, written), U11errors: errorsOf(told) };
  },
};

const digitsOf = (text: string | undefined): string => (text ?? '').replace(/\D/g, '');

function outcome({ edges, errors }: Told, written: number): Finding {
  const seen = `${written} of 2 good rows written, ${edges.length} edges, ${errors.length > 0 ? 'errors' : 'no errors'}`;
  if (written === 0 && edges.length === 0 && errors.length > 0) return is('nothingWritten');
  if (written === 2 && edges.length === 2) return is(errors.length > 0 ? 'goodOnesWrittenWithErrors' : 'noErrorsFewerEdges');
  if (written > 0 && edges.length === 0 && errors.length > 0) return is('errorsOnlyThoughSomeWritten', seen);
  return other(seen);
}

function errorsOf({ errors }: Told): Finding {
  const [error] = errors;
  if (!error) return open('No error came for the bad row (U10).');
  if (error.path?.includes(1)) return is('pathWithIndex');
  if (/^\s*[A-Za-z_]+(?:\.[A-Za-z_]+)*\s*:/.test(error.message)) return is('fieldPathInTheMessage');
  return is('nothing');
}

/** Only where the schema does not tell (U27). */
const forms: WritingProbe = {
  keys: ['U18', 'U18lookup'],
  async find({ writer, rows }, found) {
    if (positionOf(found, 'U18') && positionOf(found, 'U18lookup')) return {};
    const node = async (form: 'number' | 'text') => (await write(writer, 'updateContacts', { dbId: inForm(form, rows.contact), firstName: 'Zz-Verify' })).taken;
    const [employee] = rows.employees;
    const lookup = async (form: 'number' | 'text') => (await write(writer, 'updateEmployees', { ...nodeId(writer, employee ?? ''), contact: { dbId: inForm(form, rows.contact) } })).taken;
    return {
      U18: scalarOf(await node('number'), await node('text')),
      U18lookup: employee === undefined ? open('No test employee could be added.') : scalarOf(await lookup('number'), await lookup('text')),
    };
  },
};

function scalarOf(number: boolean, text: boolean): Finding {
  if (number && text) return is('id', 'takes a number and a text');
  if (!number && !text) return open('Neither a number nor a text was taken.');
  return is(number ? 'int' : 'int64String');
}

/** A document with a key that nobody has cannot pass; a server that says so names the other keys that it lacks too. */
const missing: WritingProbe = {
  keys: ['U27'],
  async find(person, found) {
    if (positionOf(found, 'U27')) return {};
    const lacks: string[] = [];
    for (const name of ['updateContacts', 'updateSuppliers', 'updateEmployees'] as const) {
      const told = await refusedKeys(person, name);
      if (!told.includes(CONTROL)) return { U27: oneOf(['introspectionOff', 'introspectionOffAndSomeMissing'], 'Refusals do not name the fields that are not there.') };
      lacks.push(...told.filter((key) => key !== CONTROL).map((key) => `${name}.${key}`));
    }
    return { U27: lacks.length > 0 ? is('introspectionOffAndSomeMissing', `missing: ${lacks.join(', ')}`) : is('introspectionOff') };
  },
};

const CONTROL = 'zzNoSuchKey';

async function refusedKeys({ writer }: TestPerson, name: MutationName): Promise<string[]> {
  const node: Record<string, unknown> = { [CONTROL]: null };
  for (const key of keysSent(name)) set(node, key, null);
  const { errors } = await tell(writer, name, [{ clientId: writer.mark, node: { ...node, ...nodeId(writer, NOBODY) } }]);
  const named = errors.flatMap(({ message }) => /field "?(\w+)"? is not defined/i.exec(message)?.[1] ?? /unrecognized input field\W+(\w+)/i.exec(message)?.[1] ?? []);
  return [...new Set(named)];
}

export const FORM_PROBES: readonly WritingProbe[] = [forms, missing];
export const BATCH_PROBES: readonly WritingProbe[] = [pairing, badNode];
