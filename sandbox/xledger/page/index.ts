// The pages of the sandbox's Xledger: people, one person, and what was asked.
import type { XledgerTenant } from '../sandbox';

export async function answerPage(_tenant: XledgerTenant, _request: Request): Promise<Response> {
  return new Response('Not found', { status: 404 });
}
