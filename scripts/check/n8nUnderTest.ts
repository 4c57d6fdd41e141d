// Which n8n the end-to-end tests run in: the newest, unless the environment names another version.
/** The variable that tells jest's global setup. */
export const N8N_UNDER_TEST = 'N8N_VERSION_UNDER_TEST';

/** The version after `--n8n`. @throws when it is none */
export function versionIn(args: readonly string[]): string | undefined {
  const place = args.indexOf('--n8n');
  if (place === -1) return undefined;
  const version = args[place + 1] ?? '';
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('--n8n takes a version, such as --n8n 2.3.6');
  return version;
}
