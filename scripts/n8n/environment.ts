// The environment an n8n of ours runs in: nothing of the caller's n8n, npm or test settings, no calls home, no banners.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Runtime } from './runtime';

export interface Home {
  /** n8n keeps its data in `<userFolder>/.n8n`. */
  userFolder: string;
  /** Secures the stored credentials; has to stay the same for one user folder. */
  encryptionKey: string;
  /** Further variables: queue mode, a database, a time zone, an expression engine. */
  env?: Readonly<Record<string, string>>;
}

const FIXED = {
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_SECURE_COOKIE: 'false',
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_VERIFIED_PACKAGES_ENABLED: 'false',
  N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
  GENERIC_TIMEZONE: 'Europe/Oslo',
  TZ: 'Europe/Oslo',
} as const;

const NOT_INHERITED = /^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_|NODES_|CREDENTIALS_|GENERIC_|JEST_|npm_|NODE_ENV$|NODE_OPTIONS$|NODE_FUNCTION_|TS_)/i;

/** Modules that ask n8n's own servers for a list at every start. */
const CALLING_HOME = ['mcp-registry'];

export function n8nEnvironment({ n8n }: Pick<Runtime, 'n8n'>, home: Home, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  // A version that does not know a module refuses to start without it.
  const disabled = CALLING_HOME.filter((name) => existsSync(path.join(path.dirname(n8n), '..', 'dist', 'modules', name)));
  const inherited = Object.entries(process.env).filter(([key]) => !NOT_INHERITED.test(key));
  return {
    ...Object.fromEntries(inherited), ...FIXED, N8N_DISABLED_MODULES: disabled.join(','),
    N8N_USER_FOLDER: home.userFolder, N8N_ENCRYPTION_KEY: home.encryptionKey, ...home.env, ...more,
  };
}
