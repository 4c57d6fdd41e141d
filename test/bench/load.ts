// load: what it costs to have the package installed: the time to require its nodes, and its size.
import { mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { mustRun } from '../../scripts/command';
import { packPackage } from '../../scripts/package/pack';
import { PROJECT } from '../../scripts/project';
import type { How, Measured } from './bench';

const REPEATED = 15;

/** Milliseconds of requiring all nodes and credentials in a Node that has loaded n8n-workflow, as n8n has: the median of several fresh processes. */
export async function loading({ say }: How): Promise<Measured> {
  const tarball = await packPackage(say);
  const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-xledger-bench-'));
  try {
    await mustRun('tar', ['-xzf', tarball, '-C', folder]);
    const unpacked = path.join(folder, 'package');
    await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
    const runs: Loaded[] = [];
    for (let run = 0; run < REPEATED; run++) runs.push(await loadedIn(unpacked));
    const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
    const { n8n } = Package.parse(JSON.parse(await readFile(path.join(unpacked, 'package.json'), 'utf8')));
    const expected = n8n.nodes.length + n8n.credentials.length;
    return {
      figures: { ms: times[Math.floor(times.length / 2)] ?? NaN, packedKB: (await stat(tarball)).size / 1024 },
      faults: runs.every(({ classes }) => classes === expected) ? [] : ['a node or credential is no class that can be made'],
      beside: { files: expected, fastestMs: Math.round(times[0] ?? 0), slowestMs: Math.round(times.at(-1) ?? 0) },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const Package = z.object({ n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }) });
const Loaded = z.object({ ms: z.number(), classes: z.number() });
type Loaded = z.infer<typeof Loaded>;

async function loadedIn(unpacked: string): Promise<Loaded> {
  const { stdout } = await mustRun(process.execPath, ['-e', LOADING], { cwd: unpacked });
  return Loaded.parse(JSON.parse(stdout));
}

const LOADING = `
  const path = require('node:path');
  require('n8n-workflow');
  const { n8n } = require(path.resolve('package.json'));
  const from = process.cpuUsage();
  const loaded = [...n8n.nodes, ...n8n.credentials].map((file) => require(path.resolve(file)));
  const { user, system } = process.cpuUsage(from);
  const classes = loaded.flatMap((one) => Object.values(one)).filter((Made) => typeof Made === 'function' && new Made());
  console.log(JSON.stringify({ ms: (user + system) / 1000, classes: classes.length }));
`;
