// Who was at work when: two at the same time would be two drainers.
import type { XledgerSandbox } from '../../../sandbox/xledger';

export interface Span {
  who: string;
  from: number;
  to: number;
}

/** Each pair of which one began before the other had ended. */
export function atTheSameTime(spans: readonly Span[]): string[] {
  const inOrder = [...spans].sort((a, b) => a.from - b.from);
  return inOrder.flatMap((span, n) => inOrder.slice(0, n).filter(({ to }) => to > span.from).map(({ who }) => `${who} and ${span.who}`));
}

/** A run writes one thing after the other, so writes at the same time are those of two. */
export function writesAtTheSameTime({ journal }: Pick<XledgerSandbox, 'journal'>): string[] {
  return atTheSameTime(journal.filter(({ kind }) => kind === 'mutation').map(({ at, ms, rootFields }) => ({ who: rootFields.join(), from: Date.parse(at), to: Date.parse(at) + ms })));
}
