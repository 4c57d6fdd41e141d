// A Redis of our own on loopback that keeps nothing on disk.
import path from 'node:path';
import { freePorts } from '../ports';
import { startServer } from './server';

export interface Redis {
  port: number;
  pid: number;
  /** Variables for an n8n whose queue is here. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** @throws when it does not come up */
export async function startRedis(program: string, folder: string): Promise<Redis> {
  const [port = 0] = await freePorts(1);
  const { pid, stop } = await startServer(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], { cwd: folder, logFile: path.join(folder, 'redis.log'), port });
  return { port, pid, env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) }, stop };
}
