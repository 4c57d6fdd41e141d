// Who is asking: reads the Authorization header and refuses tokens that are malformed, unknown, revoked or too old.
import { Refusal } from '../asking';
import type { Token, XledgerState } from '../state';
import type { Switches } from '../switches';

/** Days a token lives under U30b. */
export const TOKEN_DAYS = 90;

export type Asker = { token: Token } | { refused: Response };

export function askerOf(request: Request, state: XledgerState, switches: Switches): Asker {
  const header = request.headers.get('authorization') ?? '';
  const text = /^token ([A-Za-z0-9_-]+)$/.exec(header)?.[1];
  if (!text) return { refused: refusedToken('Bad format for API Token. Expected header: "Authorization: token <your-token>"', switches) };
  const token = state.tokens.find((one) => one.token === text);
  const tooOld = token && switches.U30 === 'fixedPeriod' && state.now().getTime() - token.madeAt > TOKEN_DAYS * 86_400_000;
  if (!token || token.revoked || tooOld) return { refused: refusedToken('The API token is not valid.', switches) };
  return { token };
}

/** The answer to a token that is not accepted (U13). */
export function refusedToken(message: string, { U13 }: Switches): Response {
  if (U13 === 'nonJson') return new Response('<html><body><h1>Unauthorized</h1></body></html>', { status: 401, headers: { 'content-type': 'text/html; charset=utf-8' } });
  const status = { errorsWith200: 200, json400: 400, json401: 401, json403: 403 }[U13];
  return Response.json({ errors: [new Refusal(message, { code: 'UNAUTHENTICATED' }).written()], data: null }, { status });
}
