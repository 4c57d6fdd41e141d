// What every part of the embedded Huma works on.
import type { Faults } from './control';
import type { Tokens } from './api';
import type { Store } from './state';
import type { Switches } from './switches';
import type { Webhooks } from './webhooks';

/** Figures that belong to a switch; mutable while the server runs. */
export interface Settings {
  clientId: string;
  clientSecret: string;
  /** How long a token lives. */
  tokenSeconds: number;
  /** H13: so many requests are let through in each span of time. */
  rateLimit: { requests: number; perMs: number; retryAfterSeconds: number };
}

export interface Huma {
  store: Store;
  switches: Switches;
  settings: Settings;
  tokens: Tokens;
  faults: Faults;
  webhooks: Webhooks;
  now: () => Date;
}
