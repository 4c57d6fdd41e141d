// What introspection answers of the six mutation inputs.
import { SENT } from '../../../core/xledger/writing/sent';
import { reply, type Script, type Scripted } from './scripted';

export type Field = { name: string; defaultValue?: string; type?: { kind: string; name: string | null; ofType?: { kind: string; name: string } } };
export const field = (name: string, type = 'String', kind = 'SCALAR', more: Partial<Field> = {}): Field => ({ name, type: { kind, name: type }, ...more });
const object = (name: string): Field => field(name, `${name}Type`, 'INPUT_OBJECT');
export const demanded = (name: string, more: Partial<Field> = {}): Field => ({ name, type: { kind: 'NON_NULL', name: null, ofType: { kind: 'SCALAR', name: 'String' } }, ...more });

/** A schema in which each mutation has what is sent; `dbId` and the lookups' are of the given scalars. */
export function schema({ dbId = 'Int', lookup = 'Int64String', nodes = {}, beside = [field('clientId')] }: { dbId?: string; lookup?: string; nodes?: Record<string, Field[]>; beside?: Field[] } = {}): Record<string, Field[]> {
  const types: Record<string, Field[]> = {};
  for (const [name, keys] of Object.entries(SENT)) {
    const input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    types[input] = [...beside, { name: 'node', type: { kind: 'NON_NULL', name: null, ofType: { kind: 'INPUT_OBJECT', name: `${input}Node` } } }];
    const inner = (key: string) => keys.filter((each) => each.startsWith(`${key}.`)).map((each) => field(each.slice(key.length + 1)));
    types[`${input}Node`] = nodes[name] ?? [...keys.filter((key) => !key.includes('.')).map((key) => (key === 'dbId' ? field(key, dbId) : inner(key).length > 0 ? object(key) : field(key))), ...(nodes[`${name}+`] ?? [])];
    for (const key of keys) if (inner(key).length > 0) types[`${key}Type`] = [...new Map([...(types[`${key}Type`] ?? []), ...inner(key)].map((each) => [each.name, each.name === 'dbId' ? field('dbId', lookup) : each])).values(), field('state')];
  }
  return types;
}

/** Answers each type that is asked for. */
export const answering = (types: Record<string, Field[] | null>) => ({ variables }: Script['asked'][number]): Scripted =>
  reply({ data: Object.fromEntries(Object.entries(variables).map(([name, type]) => [name, types[String(type)] === undefined ? null : { inputFields: types[String(type)] }])) });
