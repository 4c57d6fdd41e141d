// The pages for people: every command exists, every link leads somewhere, every code and message of the product is explained as it is written.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT } from '../../../scripts/project';

const read = (...parts: string[]) => readFileSync(path.join(PROJECT, ...parts), 'utf8');
const PAGES = ['README.md', 'CHANGELOG.md', ...readdirSync(path.join(PROJECT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const { scripts } = z.object({ scripts: z.record(z.string()) }).parse(JSON.parse(read('package.json')));

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  test('names only commands that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !Object.hasOwn(scripts, name.replace(/[:-]$/, '')))).toEqual([]);
  });

  test('its links and pictures are there', () => {
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '').filter((target) => !/^https?:/.test(target));
    expect(targets.filter((target) => !existsSync(path.join(PROJECT, path.dirname(page), target)))).toEqual([]);
  });
});

test('every script of package.json leads to a program that is there', () => {
  const programs = Object.values(scripts).flatMap((command) => [...command.matchAll(/node (\S+)/g)].map(([, file]) => file ?? ''));
  expect(programs.filter((file) => !existsSync(path.join(PROJECT, file)))).toEqual([]);
});

test('docs/troubleshooting.md explains every code that a result can have', () => {
  const union = /export type ReasonCode =([^;]+);/.exec(read('core', 'sync', 'types.ts'))?.[1] ?? '';
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(20);
  const page = read('docs', 'troubleshooting.md');
  expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

test('docs/troubleshooting.md quotes messages as the product says them', () => {
  const table = read('docs', 'troubleshooting.md').split('## Messages')[1]?.split('## ')[0] ?? '';
  const messages = table.split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => (line.split('|')[1] ?? '').trim().replace(/ …$/, '').replaceAll("'", "\\'"));
  const source = ['core/xledger', 'nodes', 'scripts/flows'].flatMap((folder) => readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => read(folder, name))).join('\n');
  expect(messages.length).toBeGreaterThan(5);
  expect(messages.filter((message) => !source.includes(message) && !source.includes(message.replaceAll("\\'", "'")))).toEqual([]);
});
