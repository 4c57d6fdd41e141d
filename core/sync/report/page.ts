/** A report before it has a form: what a comparison or a run has to tell, for HTML and plain text alike. */

/** How a line is marked. Each has a word and a sign of its own, so that it is told apart without colour. */
export type Tone = 'new' | 'changed' | 'same' | 'waiting' | 'trouble' | 'done';

export interface ReportPage {
  title: string;
  /** What it is about: connection, plan, time. */
  facts: { label: string; value: string }[];
  /** The first thing to read. */
  verdict: { tone: Tone; says: string };
  counts: { label: string; value: number; tone: Tone }[];
  sections: ReportSection[];
  /** The last thing to read. */
  footer: string;
}

export interface ReportSection {
  title: string;
  says?: string;
  lines: ReportLine[];
  /** Lines that were left out for length. */
  more: number;
}

export interface ReportLine {
  /** Who: "Kari T. (001042)". */
  who: string;
  tone: Tone;
  /** What became of the person, or would: "Update". */
  what: string;
  changes: ReportChange[];
  notes: string[];
}

/** One value, before and after; masked where sensitive. */
export interface ReportChange {
  label: string;
  /** Where it is written. */
  to: 'Xledger' | 'Huma' | null;
  /** Absent where there was nobody yet. */
  before?: string | null;
  after: string | null;
}

export const TONES: Readonly<Record<Tone, { word: string; sign: string; colour: string; ground: string }>> = {
  new: { word: 'New', sign: '+', colour: '#0b5c2e', ground: '#e6f4ea' },
  changed: { word: 'Changed', sign: '→', colour: '#0b4f8a', ground: '#e5f0fa' },
  same: { word: 'As it is', sign: '=', colour: '#4a4f57', ground: '#f0f1f3' },
  waiting: { word: 'Waits', sign: '?', colour: '#6b4a00', ground: '#fdf3d8' },
  trouble: { word: 'Look here', sign: '!', colour: '#8a1c1c', ground: '#fbe9e7' },
  done: { word: 'Done', sign: '✓', colour: '#0b5c2e', ground: '#e6f4ea' },
};

/** Line breaks, and marks that turn the direction of text or hide, would let a value pass for something else. What joins emoji stays. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}]/gu, '\u{fffd}');

/** A moment as people read it: '2026-01-15T10:00:09.000Z' → '2026-01-15 10:00 UTC'. */
export const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** How an absent value is shown. */
export const EMPTY = '(empty)';
