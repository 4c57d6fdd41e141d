// docs/rules.md: every rule of the sync, and the tests that show it. A rule that no test names fails the tests of this page.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../project';

/** The rules, in short. */
export const RULES: Readonly<Record<string, string>> = {
  R1: 'The Xledger token is pasted into a credential, and is never shown, logged or put out',
  R2: 'The listed scopes are enough; the credential test only reads, and names the scope that is missing',
  R3: 'Nothing is written before somebody has confirmed the authority; previews work',
  R4: 'Several connections, each with its own token, links and group',
  R5: 'Only members of the connection\'s group are written',
  R6: 'A connection that is not activated writes nothing',
  R7: 'People added in Huma are added in Xledger only while the switch is on',
  R8: 'People who reach Huma through Teamtailor follow the same switch',
  R9: 'Adding by itself is careful: pending, existing and doubtful people are not created',
  R10: 'The first manual sync activates the connection; Apply reads again and refuses what has changed',
  R11: 'People are matched by e-mail; what is not certain waits for a decision or is reported',
  R12: 'A link outranks the e-mail, and a linked employee that is gone is never made again by itself',
  R13: 'Differences are shown field by field',
  R14: 'Each difference is decided: Huma\'s value, Xledger\'s value, or left as it is',
  R15: 'People in one system only: create all, selected or none, each way on its own',
  R16: 'Without the required fields nobody is synced',
  R17: 'The result is sent by e-mail, without sensitive values',
  R18: 'Running again without changes writes nothing',
  R19: 'Changes in Huma are carried over in real time',
  R20: 'Only what differs, and only what changed in Huma, is sent',
  R21: 'Nothing writes to Huma by itself',
  R22: 'The docs say under whose name changes stand in Xledger',
  R23: 'Every failure and every skipped person is in the error log, masked; one never stops the others',
  R24: 'Deactivated people are locked',
  R25: 'People deleted in Huma stay in Xledger; their link becomes a tombstone',
  R26: 'A tombstoned employee is created nowhere unless somebody names the person',
  R27: 'A person who comes back needs a confirmation; a 404 is not a deletion',
  R28: 'E-mail, employment ID and phone number belong to one person each',
  R29: 'Clearing only when everything speaks for it',
  R30: 'An address is never unset',
  R31: 'A bank account travels only within its country',
  R32: 'Which position counts',
  R33: 'The job title goes to the contact, and titles in Huma are never renamed',
  R34: 'Which identification counts',
  R35: 'Gender goes by reference, free text does not',
  R36: 'Both names make the subledger\'s description',
  R37: 'Only a confirmed e-mail address is sent',
  R38: 'What counts as equal',
  R39: 'Special characters arrive unchanged',
};

interface Shown {
  file: string;
  title: string;
}

/** For each rule, the tests whose title names it. */
export function testsByRule(): Record<string, Shown[]> {
  const shown: Record<string, Shown[]> = Object.fromEntries(Object.keys(RULES).map((rule) => [rule, []]));
  for (const { file, title } of testTitles()) {
    for (const rule of new Set(title.match(/\bR\d+/g) ?? [])) shown[rule]?.push({ file, title });
  }
  return shown;
}

export function rulesPage(): string {
  const rows = Object.entries(testsByRule()).map(([rule, tests]) => {
    const files = [...new Map(tests.map(({ file }) => [file, tests.filter((test) => test.file === file).length]))];
    return `| ${rule} | ${RULES[rule] ?? ''} | ${files.map(([file, count]) => `[${file.replace(/^test\//, '')}](../${file})${count > 1 ? ` (${count})` : ''}`).join('<br>')} |`;
  });
  return `# Rules

<!-- Made from the titles of the tests by \`npx tsx scripts/docs.ts\`. -->

What the product promises, and the tests that show it. A number in brackets says how many tests of a file name the rule.

| Rule | In short | Shown by |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function testTitles(): Shown[] {
  const files = readdirSync(path.join(PROJECT, 'test'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).sort();
  return files.flatMap((name) => {
    const file = `test/${name.split(path.sep).join('/')}`;
    const text = readFileSync(path.join(PROJECT, file), 'utf8');
    const titles = [...text.matchAll(/\b(?:describe|test|it)(?:\.each\([^]*?\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(([, , title = '']) => title);
    // Rows of a table of cases, each a test of its own.
    const cases = [...text.matchAll(/\brule: '(R\d[^']*)', what: '([^']*)'/g)].map(([, rule = '', what = '']) => `${rule}: ${what}`);
    return [...titles, ...cases].map((title) => ({ file, title }));
  });
}
