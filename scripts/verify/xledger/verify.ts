// Asks an Xledger everything that can be asked, in one run.
import type { Clock, Post } from '../../../core/person';
import { createLimiter, createXledger } from '../../../core/xledger';
import { XLEDGER_FACTS } from '../facts';
import { findAll, withOpen } from '../findings';
import { UNMADE, UNWRITTEN, type Say, type Verified } from '../verified';
import { createAsker } from './ask';
import { checkDocuments } from './documents';
import { DOOR_PROBES } from './reading/door';
import { PAGE_PROBES } from './reading/pages';
import { PEOPLE_PROBES } from './reading/people';
import { SCHEMA_PROBES } from './reading/schemaProbes';
import { pageOf, type Reader } from './rows';
import { askSchema } from './schema';
import type { Tenant } from './tenant';
import { withTestPerson } from './writing';

export interface XledgerWanted {
  endpoint: string;
  token: string;
  post: Post;
  clock: Clock;
  /** Creates one marked test person, and closes it again. */
  write: boolean;
  limits: boolean;
  say: Say;
}

/** Throws `CannotGoOn` where the token is not accepted or nothing answers. */
export async function verifyXledger({ endpoint, token, post, clock, write, limits, say }: XledgerWanted): Promise<Verified> {
  const asker = createAsker({ endpoint, token, post, clock });
  say('the token');
  await asker.ask('{ __typename }');
  const reader: Reader = { asker, ownerSet: await widest(asker) };
  say('the schema');
  const tenant: Tenant = { ...reader, clock, limits, schema: await askSchema(asker) };
  const documents = await checkDocuments(reader, tenant.schema, reader.ownerSet);
  const scopes = await scopesOf(endpoint, token, post, clock);
  const probes = [...SCHEMA_PROBES, ...PEOPLE_PROBES, ...PAGE_PROBES, ...DOOR_PROBES];
  const read = await findAll(probes, tenant, (done, of) => say(`question ${done + 1} of ${of}`));
  const { findings, left } = write ? await withTestPerson(tenant, read, say) : { findings: read, left: [] };
  return { system: 'xledger', facts: XLEDGER_FACTS, findings: withOpen(findings, Object.keys(XLEDGER_FACTS), write ? UNMADE : UNWRITTEN), documents, scopes, left, requests: asker.requests, wrote: write };
}

async function widest(asker: Reader['asker']): Promise<Reader['ownerSet']> {
  for (const ownerSet of ['ALL', 'MINE'] as const) {
    const page = await pageOf({ asker, ownerSet }, 'employees', { select: 'dbId', first: 1 });
    if (!('refused' in page)) return ownerSet;
  }
  return 'CURRENT';
}

/** As the credential test in the editor asks (R2). */
async function scopesOf(endpoint: string, token: string, post: Post, clock: Clock): Promise<Verified['scopes']> {
  const authorised: Post = (request) => post({ ...request, headers: { ...request.headers, authorization: `token ${token}` } });
  return await createXledger({ endpoint, post: authorised, clock, limiter: createLimiter() }).checkScopes();
}
