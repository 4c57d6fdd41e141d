// Access tokens: given out, checked, expired, revoked; and the rate limit that some APIs have (H13).
import { randomBytes } from 'node:crypto';
import type { Settings } from '../context';
import { SERVICE_USER_ID, stableId } from '../state';
import type { Switches } from '../switches';
import { Refusal, unauthorized, wrongClient } from './answers';

export class Tokens {
  private readonly endsAt = new Map<string, number>();
  private spanStart = 0;
  private spanCount = 0;

  constructor(private readonly settings: Settings, private readonly switches: Switches, private readonly now: () => Date) {}

  /** The answer of POST /auth/oauth/token. */
  grant(clientId: string, clientSecret: string): Record<string, unknown> {
    if (clientId !== this.settings.clientId || clientSecret !== this.settings.clientSecret) throw wrongClient();
    const token = randomBytes(24).toString('base64url');
    const lives = this.settings.tokenSeconds;
    this.endsAt.set(token, this.now().getTime() + (this.switches.H13Token === 'endsEarly' ? lives * 100 : lives * 1000));
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: this.switches.H13Token === 'milliseconds' ? lives * 1000 : lives,
      organizationId: stableId('organization'),
      userId: SERVICE_USER_ID,
    };
  }

  /** Throws 401 unless the header carries a token that lives. */
  check(authorization: string | undefined): void {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const endsAt = token && this.endsAt.get(token);
    if (!endsAt) throw unauthorized('Full authentication is required to access this resource');
    if (endsAt <= this.now().getTime()) throw unauthorized('Access token expired');
  }

  revoke(authorization: string | undefined): void {
    this.check(authorization);
    this.endsAt.delete((authorization ?? '').slice('Bearer '.length));
  }

  revokeAll(): void {
    this.endsAt.clear();
    [this.spanStart, this.spanCount] = [0, 0];
  }

  /** H13: counts this request, and refuses it when the span is used up. */
  countRequest(): void {
    if (this.switches.H13 === 'unlimited') return;
    const { requests, perMs, retryAfterSeconds } = this.settings.rateLimit;
    const at = this.now().getTime();
    if (at - this.spanStart >= perMs) [this.spanStart, this.spanCount] = [at, 0];
    if (++this.spanCount <= requests) return;
    throw LIMITED[this.switches.H13](retryAfterSeconds);
  }
}

/** A refusal that carries its own headers. */
export class Limited extends Refusal {
  constructor(status: number, readonly retryAfter?: number) {
    super(status, { error: 'too_many_requests', error_description: 'Slow down' });
  }
}

const LIMITED: Record<Exclude<Switches['H13'], 'unlimited'>, (seconds: number) => Refusal> = {
  tooManyRequests: (seconds) => new Limited(429, seconds),
  withoutRetryAfter: () => new Limited(429),
  unavailable: () => new Limited(503),
};
