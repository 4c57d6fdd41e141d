// docs/fields.md, made from the field table.
import { FIELDS, type Field, type Part, type Target, type Template, type Write } from '../../core/person';

/** The page, as Markdown. */
export function fieldsPage(): string {
  const fields: readonly Field[] = FIELDS;
  return [
    '# Fields',
    '',
    '<!-- Made from core/person/fields.ts by `npx tsx scripts/docs.ts`. Change the table there, not this page. -->',
    '',
    'The fields that are kept the same, where each is in Huma and in Xledger, and what holds for it. Nothing else of a person is ever touched.',
    '',
    ...table(['Field', 'In Huma', 'Read in Xledger', 'Written to Xledger', 'Required', 'Unique', 'When emptied in Huma', 'Rules'], fields.map(row)),
    '',
    '**Written to Xledger.** `Contacts` stands for the mutations `addContacts` and `updateContacts`; `Suppliers`, which writes the subledger, and `Employees` likewise.',
    '',
    '**Required.** Without an e-mail address nothing happens with a person at all; without a name nobody is created (R16).',
    '',
    '**Unique.** No two people may hold the same value, in either system. One that is taken is not written, and both holders are reported (R28).',
    '',
    `**Hidden.** ${listed(fields.filter(({ sensitive }) => sensitive).map(({ label }) => label))} are shown masked and kept sealed: no result, report, log or error holds them in clear.`,
    '',
    '**Two places.** A field with two places in Xledger is compared and written in both, and counts as one field.',
    '',
    '**Emptied in Huma.** Clearing is off until it is switched on. Even then only the fields that say so are cleared, only when Huma says for certain that they are empty, when the value had been synced before, and when Xledger still holds that value (R29). Address parts that Huma leaves empty keep their value in Xledger (R30).',
    '',
    '**Who wins.** Huma leads, unless a sync is told otherwise.',
    '',
    ...otherWays(fields),
  ].join('\n');
}

const row = (field: Field): string[] => [
  field.sensitive ? `${field.label} (hidden)` : field.label,
  `${field.nameInHuma}<br>\`${field.huma}\``,
  [...field.targets.map(({ key }) => key), ...(field.alsoReads ?? [])].map(code).join('<br>'),
  field.targets.map((target) => written(target, target.write)).join('<br>'),
  REQUIRED[field.required],
  field.unique ? 'yes' : '',
  field.clearing,
  field.rules.join(', '),
];

const REQUIRED = { always: 'always', forCreation: 'to create', no: '' } as const;

/** `updateContacts: address { streetAddress zipCode place country }`, with what the value is made of where that is not obvious. */
function written(target: Target, { input, puts }: Write): string {
  const made = target.composedOf ? ' (given name, a space, family name)' : '';
  return `${code(`${MUTATION[input]} ${keysOf(puts)}`)}${made}`;
}

const MUTATION = { employees: 'Employees', contacts: 'Contacts', suppliers: 'Suppliers' } as const;

function keysOf(template: Template): string {
  return Object.entries(template)
    .map(([key, entry]) => (isPart(entry) ? `${key}${entry.as ? AS[entry.as] : ''}` : `${key} { ${keysOf(entry)} }`))
    .join(' ');
}

const AS = { countryText: ' (text)', genderLookup: ' (system value)' } as const;

const isPart = (entry: Part | Template): entry is Part => typeof entry.from === 'string';

function otherWays(fields: readonly Field[]): string[] {
  const targets = fields.flatMap((field) => field.targets.map((target) => ({ field, target })));
  const rows = targets.flatMap(({ field, target }) => (target.instead ?? []).map((write) => [field.label, code(target.key), written(target, write)]));
  return [
    '## Other ways to write',
    '',
    'Used only in an Xledger where the usual way did not stick, and only after one person has proved them.',
    '',
    ...table(['Field', 'Place', 'Written to Xledger'], rows),
    '',
  ];
}

const code = (text: string): string => `\`${text}\``;
const listed = (names: string[]): string => `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

function table(head: string[], rows: string[][]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
