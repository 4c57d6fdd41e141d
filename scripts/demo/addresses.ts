// Which port each part of the demo listens on: always the same ones, unless somebody else has them.
import { freePorts, isFree } from '../n8n';
import { writeLine } from '../progress';

/** In the order in which a visitor meets them. */
const USUAL = { frontDoor: 7700, huma: 7701, xledger: 7702, mailPage: 7703, smtp: 7704, n8n: 5678 } as const;
export type DemoPorts = Record<keyof typeof USUAL, number>;

/** The usual ports, so that bookmarks hold; free ones where those are taken, which is said. */
export async function demoPorts(): Promise<DemoPorts> {
  const parts = Object.entries(USUAL);
  const taken = await Promise.all(parts.map(async ([, port]) => !await isFree(port)));
  const found = await freePorts(parts.length, parts.map(([, port]) => port));
  parts.forEach(([name, port], index) => {
    if (taken[index]) writeLine(`! Port ${port} is taken by another program: ${name} is on port ${found[index]} instead.`);
  });
  return Object.fromEntries(parts.map(([name], index) => [name, found[index] ?? 0])) as DemoPorts;
}
