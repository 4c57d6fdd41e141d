// Asks a Huma everything that can be asked, in one run.
import { createHuma } from '../../../core/huma';
import type { Clock, Post } from '../../../core/person';
import { HUMA_FACTS } from '../facts';
import { findAll, withOpen } from '../findings';
import { UNMADE, UNWRITTEN, type Check, type Say, type Verified } from '../verified';
import { createHumaAsker, type HumaAsker } from './ask';
import { FIELD_PROBES } from './fields';
import { LIST_PROBES } from './lists';
import { readSample, type HumaTenant } from './people';
import { withHumaTestPerson } from './testPerson';

export interface HumaWanted {
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  post: Post;
  clock: Clock;
  write: boolean;
  limits: boolean;
  waitMinutes: number;
  say: Say;
}

/** Throws `CannotGoOn` where the key is not accepted or nothing answers. */
export async function verifyHuma({ write, limits, waitMinutes, say, ...connection }: HumaWanted): Promise<Verified> {
  say('the key');
  const asker = await createHumaAsker(connection);
  const documents = [...(await lists(asker)), await readable(asker, connection)];
  say('some people');
  const tenant: HumaTenant = { asker, clock: connection.clock, limits, waitMinutes, sample: await readSample(asker) };
  const lasting = LIST_PROBES.at(-1);
  const first = [...FIELD_PROBES, ...LIST_PROBES.slice(0, -1)];
  const read = await findAll(first, tenant, (done, of) => say(`question ${done + 1} of ${of}`));
  const { findings, left } = write ? await withHumaTestPerson(tenant, read, say) : { findings: read, left: [] };
  const all = lasting ? await findAll([lasting], tenant, undefined, findings) : findings;
  return { system: 'huma', facts: HUMA_FACTS, findings: withOpen(all, Object.keys(HUMA_FACTS), write ? UNMADE : UNWRITTEN), documents, scopes: { missing: [], empty: [] }, left, requests: asker.requests, wrote: write };
}

/** The lists that the package reads. */
async function lists(asker: HumaAsker): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [path, query] of [['/users', '?limit=1'], ['/groups', '?type=company&limit=1'], ['/job-titles', '?search=verify']] as const) {
    const { status } = await asker.get(path, query);
    checks.push({ name: `GET ${path}`, effect: status === 200 ? 'fits' : 'breaks', says: status === 200 ? 'answered' : `HTTP ${status}` });
  }
  return checks;
}

/** The package's own client reads a few people: what it cannot read, it says by the fields' names. */
async function readable(asker: HumaAsker, { baseUrl, clock }: Pick<HumaWanted, 'baseUrl' | 'clock'>): Promise<Check> {
  const post: Post = async ({ method, url, body }) => {
    const { status, headers, json } = method === 'GET' ? await asker.get(url.slice(baseUrl.trim().replace(/\/+$/, '').length)) : await asker.send(method, url, JSON.parse(body ?? '{}') as object);
    return { status, headers: { ...headers }, body: JSON.stringify(json) };
  };
  try {
    const { unreadable, unsure } = await createHuma({ baseUrl, post, clock, reading: { bankCountry: 'NO', phoneCountry: 'NO' } }).checkAccess();
    const said = [...(unreadable.length > 0 ? [`cannot read: ${unreadable.join(', ')}`] : []), ...(unsure.length > 0 ? [`without value, perhaps hidden: ${unsure.join(', ')}`] : [])];
    return { name: 'people, as the package reads them', effect: said.length > 0 ? 'handled' : 'fits', says: said.join('; ') || 'every field that is synced can be read' };
  } catch {
    return { name: 'people, as the package reads them', effect: 'breaks', says: 'the package cannot read them' };
  }
}
