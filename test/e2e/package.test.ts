// The packed package in a real n8n, installed as a user installs it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { run } from '../../scripts/command';
import { PROJECT } from '../../scripts/project';
import { sharedN8n } from './harness';

const Manifest = z.object({ name: z.string(), version: z.string(), n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }) });
const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')));
/** 'dist/nodes/HumaTrigger/HumaTrigger.node.js' → 'humaTrigger' */
const nameOf = (file: string) => path.basename(file).replace(/\..*$/, '').replace(/^./, (letter) => letter.toLowerCase());

const nodes = manifest.n8n.nodes.map((file) => `${manifest.name}.${nameOf(file)}`);
const credentials = manifest.n8n.credentials.map(nameOf);
const { client, tarball, home } = sharedN8n();

test('n8n loads every node of the package, under the name that the shipped flows use', async () => {
  const loaded = (await client.nodeTypes()).map(({ name }) => name);
  expect(loaded).toEqual(expect.arrayContaining(nodes));
});

test('n8n loads every credential type of the package', async () => {
  const loaded = (await client.credentialTypes()).map(({ name }) => name);
  expect(loaded).toEqual(expect.arrayContaining(credentials));
});

test('n8n serves the icons of every node and credential, as pictures', async () => {
  const types = [
    ...(await client.nodeTypes()).filter(({ name }) => nodes.includes(name)),
    ...(await client.credentialTypes()).filter(({ name }) => credentials.includes(name)),
  ];
  expect(types).toHaveLength(nodes.length + credentials.length);
  for (const { name, iconUrl } of types) {
    const urls = z.union([z.string().transform((url) => [url]), z.object({ light: z.string(), dark: z.string() }).transform(Object.values)]).parse(iconUrl);
    for (const url of urls) {
      const answer = await fetch(`${client.url}/${url}`);
      expect([name, url, answer.status, answer.headers.get('content-type')]).toEqual([name, url, 200, expect.stringContaining('image/svg+xml')]);
    }
  }
});

test('n8n knows where each node belongs in its panel, and where its documentation is', async () => {
  const codex = z.object({ categories: z.array(z.string()).min(1), alias: z.array(z.string()).min(1), resources: z.object({ primaryDocumentation: z.array(z.object({ url: z.string().url() })).min(1) }) });
  const types = (await client.nodeTypes()).filter(({ name }) => nodes.includes(name));
  for (const { name, codex: told } of types) expect([name, codex.safeParse(told).error]).toEqual([name, undefined]);
});

test('n8n serves what each node puts out, for the editor to offer before the first run', async () => {
  const places = nodes.map((name) => `${name}/1.0.0${name.endsWith('.xledgerFindEmployees') ? '/all' : ''}.json`);
  for (const place of places) {
    const answer = await fetch(`${client.url}/schemas/${place}`);
    expect([place, answer.status, await answer.json()]).toEqual([place, 200, expect.objectContaining({ type: 'object', properties: expect.any(Object) as unknown })]);
  }
});

test('nothing was installed beside the package: it brings all it needs in itself', async () => {
  const folder = path.join(home.userFolder, '.n8n', 'nodes');
  const listed = await run('ls', [path.join(folder, 'node_modules')]);
  expect(listed.stdout.trim().split('\n')).toEqual([manifest.name]);
});

test('the tarball holds what ships and nothing else', async () => {
  const { stdout } = await run('tar', ['-tzf', tarball]);
  const files = stdout.trim().split('\n').map((file) => file.replace(/^package\//, ''));
  const strangers = files.filter((file) => !/^(package\.json|README\.md|LICENSE|CHANGELOG\.md|index\.js|dist\/|workflows\/)/.test(file) || /tsbuildinfo|\.map$|\.ts$/.test(file));
  expect(strangers).toEqual([]);
  expect(files).toEqual(expect.arrayContaining([...manifest.n8n.nodes, ...manifest.n8n.credentials]));
});
