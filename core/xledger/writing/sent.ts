/** Every input key that is ever sent, by mutation: what a server has to have so that nothing needs to be left out (U27). */
import { TARGETS, type InputName } from '../../person';
import { MUTATIONS, type MutationName } from './nodes';

type Template = (typeof TARGETS)[number]['write']['puts'];

/** Keys that belong to no field: who owns a row, what it is linked with, the names that follow (U25). */
const BESIDES: Readonly<Record<MutationName, readonly string[]>> = {
  addContacts: ['owner', 'owner.dbId'],
  addSuppliers: ['owner', 'owner.dbId', 'code', 'subledgerGroup', 'subledgerGroup.dbId'],
  addEmployees: ['owner', 'owner.dbId', 'description', 'contact', 'contact.dbId', 'subledger', 'subledger.dbId', 'employeeGroup', 'employeeGroup.dbId'],
  updateContacts: ['dbId', 'name'],
  updateSuppliers: ['dbId'],
  updateEmployees: ['dbId', 'description', 'socialSec', 'contact', 'contact.dbId', 'subledger', 'subledger.dbId'],
};

/** `gender.code`, … : any of them finds a gender (U12). */
const GENDER = ['gender.code', 'gender.dbId', 'gender.dbSubId', 'gender.name'];

/** Keys inside an object as `address.country`. */
export const SENT = Object.fromEntries((Object.keys(MUTATIONS) as MutationName[]).map((name) => [name, keysOf(name)])) as unknown as Readonly<Record<MutationName, readonly string[]>>;

function keysOf(name: MutationName): string[] {
  const input: InputName = MUTATIONS[name].input;
  const written = TARGETS.filter(({ write }) => write.input === input).flatMap(({ key, write, instead = [] }) => [write, ...(key === 'subledger.address' ? instead : [])].flatMap(({ puts }) => pathsOf(puts)));
  return [...new Set([...BESIDES[name], ...written, ...(written.includes('gender') ? GENDER : [])])];
}

function pathsOf(template: Template, within = ''): string[] {
  return Object.entries(template).flatMap(([key, part]) => [`${within}${key}`, ...(typeof part.from === 'string' ? [] : pathsOf(part as Template, `${within}${key}.`))]);
}
