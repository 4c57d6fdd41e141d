// A Postgres of our own on loopback, with an empty database that is thrown away when it stops.
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandFailed, run } from '../../command';
import { freePorts } from '../ports';
import { otherThanRoot, startServer } from './server';

export interface Postgres {
  port: number;
  pid: number;
  /** Variables for an n8n that keeps its data here. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

const USER = 'n8n';
/** Postgres refuses to run as root. The first comes with Debian's package, the second with every system. */
const RUN_AS = ['postgres', 'nobody'];

/** `program` is `postgres`; `initdb` has to be beside it. Its log goes into the folder. @throws when it does not come up */
export async function startPostgres(program: string, logFolder: string): Promise<Postgres> {
  const user = await otherThanRoot(RUN_AS);
  // Not below the caller's folder: another user has to get there.
  const place = await mkdtemp(path.join(tmpdir(), 'n8n-postgres-'));
  const files = path.join(place, 'files');
  const passwordFile = path.join(place, 'password');
  const password = randomBytes(12).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) for (const each of [place, passwordFile]) await chown(each, user.uid, user.gid);

  const initdb = path.join(path.dirname(program), 'initdb');
  const made = await run(initdb, ['-D', files, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--no-locale'], { cwd: place, timeLimit: 120_000, ...user ? { user } : {} });
  if (made.status !== 0) throw new CommandFailed('initdb', made);
  const [port = 0] = await freePorts(1);
  const { pid, stop } = await startServer(program, ['-D', files, '-p', String(port), '-h', '127.0.0.1', '-k', place], { cwd: place, logFile: path.join(logFolder, 'postgres.log'), port, user });
  return {
    port,
    pid,
    env: {
      DB_TYPE: 'postgresdb', DB_POSTGRESDB_HOST: '127.0.0.1', DB_POSTGRESDB_PORT: String(port), DB_POSTGRESDB_DATABASE: 'postgres',
      DB_POSTGRESDB_USER: USER, DB_POSTGRESDB_PASSWORD: password,
    },
    // "Fast": open connections do not keep it.
    stop: async () => {
      await stop('SIGINT');
      await rm(place, { recursive: true, force: true });
    },
  };
}
