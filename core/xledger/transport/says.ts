/** Makes what Xledger says fit to be shown: rebuilt from known parts where possible, masked everywhere else. */

import type { UnknownField } from './stops';

const HIDDEN = '…';
const LONGEST = 240;

/** Sentences whose quoted words are names of the schema or of lookups, so they may be kept. Everything else loses its quotes. */
const HARMLESS: readonly { when: RegExp; says: (found: RegExpMatchArray) => string }[] = [
  { when: /cannot query field\W+([A-Za-z_]\w*)\W+on type\W+([A-Za-z_]\w*)/i, says: ([, field, type]) => `Xledger's schema has no field ${field} on ${type}` },
  { when: /field\W+([A-Za-z_][\w.]*)\W+is not defined by type\W+([A-Za-z_]\w*)/i, says: ([, field, type]) => `Xledger's schema has no input field ${field} on ${type}` },
  { when: /unrecognized input fields?\W+([A-Za-z_]\w*)\W+for type\W+([A-Za-z_]\w*)/i, says: ([, field, type]) => `Xledger's schema has no input field ${field} on ${type}` },
  { when: /unknown argument\W+([A-Za-z_]\w*)\W+on field\W+([A-Za-z_][\w.]*)/i, says: ([, argument, field]) => `Xledger's schema has no argument ${argument} on ${field}` },
  { when: /field\W+([A-Za-z_][\w.]*)\W+of required type\W+([\w[\]!]+)\W+was not provided/i, says: ([, field]) => `Xledger requires ${field}` },
  { when: /expected header: "Authorization: token <your-token>"/i, says: () => 'Bad format for API token' },
];

/** The field of a question that the schema does not have, if that is what is said. */
export function unknownFieldIn(message: string): UnknownField | undefined {
  const [, field, type] = /cannot query field\W+([A-Za-z_]\w*)(?:\W+on type\W+([A-Za-z_]\w*))?/i.exec(message) ?? [];
  return field === undefined ? undefined : { field, type };
}

/** Paths whose lookup value would be somebody's private value. */
const PRIVATE_PATH = /bankAccount|socialSec|personalId|birthday|email|phone|name|address/i;

/**
 * A message of the server that may be shown (R39, xledger.md 2). Never holds a value that was `sent`, a quoted text, what follows
 * the word "value", an e-mail address or five digits in a row.
 */
export function shown(message: string, sent: readonly string[] = []): string {
  const lookup = /^(?:(.{0,120}?):\s*)?no value matching owner (\d+), code '(.*?)'\.?$/i.exec(message.trim());
  if (lookup) {
    const [, path = '', owner, code = ''] = lookup;
    const at = schemaPath(path);
    return `${at ? `${at}: ` : ''}nothing in owner ${owner} has the code ${PRIVATE_PATH.test(path) || /\d{5}|@/.test(code) ? HIDDEN : code.slice(0, 40)}`;
  }
  for (const { when, says } of HARMLESS) {
    const found = when.exec(message);
    if (found) return withoutSent(says(found), sent);
  }
  return masked(withoutSent(message, sent));
}

/** The words of a path that can only come from the schema: names and positions. */
export function schemaPath(path: string | readonly (string | number)[]): string {
  const parts = typeof path === 'string' ? path.split(/[.[\]]+/) : path.map(String);
  return parts.filter((part) => /^(?:[A-Za-z_]\w{0,60}|\d{1,4})$/.test(part)).join('.');
}

/** Every text inside the variables of a request: none of them may come back in a message. */
export function textsIn(variables: unknown): string[] {
  if (typeof variables === 'string') return [variables];
  if (typeof variables === 'object' && variables !== null) return Object.values(variables).flatMap(textsIn);
  return [];
}

function withoutSent(message: string, sent: readonly string[]): string {
  const longestFirst = [...new Set(sent.map((text) => text.trim()))].filter((text) => text.length >= 3).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((text, value) => text.replace(anywhere(value), HIDDEN), message);
}

/** A short text only where it is a word of its own: "ALL" is not in "allowed". */
function anywhere(value: string): RegExp {
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(value.length >= 8 ? literal : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu');
}

function masked(message: string): string {
  const text = message
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/"[^"]*"?|`[^`]*`?|«[^»]*»?|“[^”]*”?|(?<![\p{L}\d])'[^']*'?/gu, `"${HIDDEN}"`)
    .replace(/\b(value|verdi(?:en)?|input|got)\b(?!\s+(?:is|was|must|cannot|can't|not|er|må)\b).*$/iu, `$1 ${HIDDEN}`)
    .replace(/[^\s<>,;]+@[^\s<>,;]+/g, HIDDEN)
    .replace(/\d(?:[ .\-/]?\d){4,}/g, HIDDEN)
    .trim()
    .replace(/[.:;,]+$/, '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}${HIDDEN}` : text;
}
