// Which port each part of the demo listens on: always the same ones, unless somebody else has them.
import { freePorts, isFree } from '../n8n';
import { writeLine } from '../progress';
import type { DemoFolder } from './folder';

/** In the order in which a visitor meets them. */
const USUAL = { frontDoor: 7700, huma: 7701, xledger: 7702, mailPage: 7703, smtp: 7704, n8n: 5678 } as const;
export type DemoPorts = Record<keyof typeof USUAL, number>;

/** Last time's ports, so that bookmarks hold; free ones where those are taken, which is said. */
export async function demoPorts(folder: DemoFolder): Promise<DemoPorts> {
  const names = Object.keys(USUAL) as Array<keyof typeof USUAL>;
  const wanted = names.map((name) => folder.memory.ports[name] ?? USUAL[name]);
  const taken = await Promise.all(wanted.map(async (port) => !await isFree(port)));
  const found = await freePorts(names.length, wanted);
  names.forEach((name, index) => {
    if (taken[index]) writeLine(`! Port ${wanted[index]} is taken by another program: ${name} is on port ${found[index]} instead.`);
  });
  const ports = Object.fromEntries(names.map((name, index) => [name, found[index] ?? 0])) as DemoPorts;
  folder.rememberPorts(ports);
  return ports;
}
