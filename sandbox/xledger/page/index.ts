// The pages of the sandbox's Xledger: everyone, one person, and what was asked.
import type { XledgerTenant } from '../sandbox';
import { html } from './html';
import { page } from './layout';
import { CannotEdit } from '../mappedValues';
import { peoplePage } from './people';
import { personPage } from './person';

export async function answerPage(tenant: XledgerTenant, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const dbId = Number(/^\/people\/(\d+)$/.exec(pathname)?.[1]);
  if (dbId && request.method === 'POST') return save(tenant, dbId, new URLSearchParams(await request.text()));
  if (dbId) return personPage(tenant, dbId);
  if (pathname === '/') return peoplePage(tenant, searchParams.get('search') ?? '');
  return page('Not found', html`<h1>No such page</h1><p><a href="/">Everyone</a></p>`, 404);
}

/** Boxes that were not changed are not sent, so that a change made meanwhile is not undone. */
function save(tenant: XledgerTenant, dbId: number, form: URLSearchParams): Response {
  try {
    tenant.edit(dbId, Object.fromEntries(form));
  } catch (error) {
    if (error instanceof CannotEdit) return personPage(tenant, dbId, error.message);
    throw error;
  }
  return new Response(null, { status: 303, headers: { location: `/people/${dbId}` } });
}
