// Clones share one cache folder: two of them must not install into it at once, and a dead one must not block the others for ever.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withInstallLock } from '../../../scripts/n8n/installLock';

let root: string;
beforeEach(() => { root = mkdtempSync(path.join(tmpdir(), 'install-lock-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('the work of one begins after that of the other ended', async () => {
  const folder = path.join(root, 'n8n');
  let inside = 0;
  const work = () => withInstallLock(folder, () => undefined, async () => {
    inside += 1;
    expect(inside).toBe(1);
    await sleep(20);
    inside -= 1;
  });
  await Promise.all([work(), work()]);
  expect(existsSync(`${folder}.lock`)).toBe(false);
});

test('the lock is free again after work that failed', async () => {
  const folder = path.join(root, 'n8n');
  await expect(withInstallLock(folder, () => undefined, async () => { throw new Error('no network'); })).rejects.toThrow('no network');
  await expect(withInstallLock(folder, () => undefined, async () => 'done')).resolves.toBe('done');
});

test('a lock whose holder died is taken over', async () => {
  const folder = path.join(root, 'n8n');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  mkdirSync(`${folder}.lock`);
  writeFileSync(path.join(`${folder}.lock`, 'owner.json'), JSON.stringify({ pid, host: hostname() }));
  await expect(withInstallLock(folder, () => undefined, async () => 'done')).resolves.toBe('done');
});
