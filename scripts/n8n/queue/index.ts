// n8n on many machines, here all on this one: Postgres, Redis, and the processes of queue mode.
export { startQueueMode, type QueueMode, type QueueOptions, type Worker } from './queueMode';
export { startPostgres, type Postgres } from './postgres';
export { startRedis, type Redis } from './redis';
