// The one n8n that all end-to-end test files share: what its starter tells them, over a file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { N8nClient, type Home, type Runtime } from '../../../scripts/n8n';
import { PROJECT } from '../../../scripts/project';

export const OUTPUT = path.join(PROJECT, 'test', 'e2e', 'output');
export const SHARED_FILE = path.join(OUTPUT, 'shared-n8n.json');

const Shared = z.object({
  url: z.string(),
  cookie: z.string(),
  apiKey: z.string(),
  pid: z.number(),
  tarball: z.string(),
  runtime: z.object({ version: z.string(), node: z.string(), n8n: z.string(), dir: z.string() }),
  home: z.object({ userFolder: z.string(), encryptionKey: z.string(), env: z.record(z.string()).optional() }),
});
export type SharedN8n = z.infer<typeof Shared>;

export interface RunningN8n {
  client: N8nClient;
  runtime: Runtime;
  home: Home;
  pid?: number;
  /** The packed package that is installed in it. */
  tarball: string;
}

/** The shared n8n, with the package installed and the owner signed in. */
export function sharedN8n(): RunningN8n {
  const shared = Shared.parse(JSON.parse(readFileSync(SHARED_FILE, 'utf8')));
  return { client: N8nClient.resume(shared), pid: shared.pid, runtime: shared.runtime, home: shared.home, tarball: shared.tarball };
}
