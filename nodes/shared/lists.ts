/** Lists that the editor fills from Xledger and Huma while somebody sets up a node. */
import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';
import type { HumaScope } from '../../core/huma';
import type { Limiter } from '../../core/xledger';
import { humaOf, limiterOf, xledgerOf } from './clients';
import { xledgerCredential } from './credentials';
import { nodeError } from './errors';
import { editorParameter } from './parameters';

/** Somebody waits for the list to open. */
const PATIENCE = 20_000;
const ROWS_ON_A_PAGE = 200;
const KEPT_FOR = 60_000;
const SCOPES = ['company', 'location', 'team'] as const satisfies readonly HumaScope['kind'][];

type Lookup = 'owners' | 'subledgerGroups' | 'employeeGroups';

const lookup = (which: Lookup) =>
  async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    return await orNodeError(this, async () => {
      const xledger = await xledgerOf(this, { patience: PATIENCE });
      const rows = await xledger[which]();
      return rows.map(({ dbId, label }) => ({ name: label, value: dbId }));
    });
  };

export const getOwners = lookup('owners');
export const getSubledgerGroups = lookup('subledgerGroups');
export const getEmployeeGroups = lookup('employeeGroups');

/** Huma's companies, locations and teams in one list. */
export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  return await orNodeError(this, async () => {
    const huma = await humaOf(this, { patience: PATIENCE });
    const found = await Promise.all(SCOPES.map(async (scope) => (await huma.groups(scope)).map(({ id, name }) => ({ name: `${name} (${scope})`, value: id }))));
    return found.flat();
  });
}

/** Employees by name or code, a page at a time. */
export async function searchEmployees(this: ILoadOptionsFunctions, filter = '', paginationToken?: unknown): Promise<INodeListSearchResult> {
  return await orNodeError(this, async () => pageOf((await employeeNames(this)).filter(({ name }) => matches(name, filter)), paginationToken));
}

/** Read whole and kept for a minute: the editor asks again with every letter that is typed, and each request costs money. */
async function employeeNames(context: ILoadOptionsFunctions): Promise<INodeListSearchItems[]> {
  const limiter = limiterOf(await xledgerCredential(context));
  const kept = keptNames.get(limiter);
  if (kept && kept.until > Date.now()) return kept.names;
  const names: INodeListSearchItems[] = [];
  for await (const page of (await xledgerOf(context, { patience: PATIENCE })).everyone([])) {
    names.push(...page.map(({ dbId, code, description, contact }) => ({ name: [code, description ?? contact?.name].filter(Boolean).join(' ') || dbId, value: dbId })));
  }
  keptNames.set(limiter, { names, until: Date.now() + KEPT_FOR });
  return names;
}

const keptNames = new WeakMap<Limiter, { names: INodeListSearchItems[]; until: number }>();

/** Huma's companies, locations or teams, by the scope chosen in the node. */
export async function searchGroups(this: ILoadOptionsFunctions, filter = '', paginationToken?: unknown): Promise<INodeListSearchResult> {
  const scope = editorParameter(this, 'scope', z.enum(SCOPES).catch('company'));
  return await orNodeError(this, async () => {
    const huma = await humaOf(this, { patience: PATIENCE });
    const groups = await huma.groups(scope);
    return pageOf(groups.filter(({ name }) => matches(name, filter)).map(({ id, name }) => ({ name, value: id })), paginationToken);
  });
}

const matches = (name: string, filter: string): boolean => name.toLocaleLowerCase().includes(filter.trim().toLocaleLowerCase());

function pageOf(all: INodeListSearchItems[], paginationToken: unknown): INodeListSearchResult {
  const from = Number(paginationToken ?? 0) || 0;
  const sorted = all.sort((one, other) => one.name.localeCompare(other.name));
  const next = from + ROWS_ON_A_PAGE;
  return { results: sorted.slice(from, next), ...(next < sorted.length ? { paginationToken: String(next) } : {}) };
}

async function orNodeError<T>(context: ILoadOptionsFunctions, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw nodeError(context.getNode(), error);
  }
}
