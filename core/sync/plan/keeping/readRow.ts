/** Reads a row that comes back from a flow, a table or a file: its version, its signature, its form. */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isFieldKey, type FieldKey } from '../../../person';
import { isBaselineKey } from '../../link';
import { list } from '../../report';
import type { Baseline } from '../../types';
import { FORMAT_VERSION, type PlanRow } from '../types';
import { verify, type PartName } from './signature';

export type ReadRow =
  | { kind: 'row'; row: PlanRow; /** Altered after it was signed, and accepted all the same. */ edited: boolean }
  | { kind: 'refused'; code: 'unknownVersion' | 'unreadable' | 'altered' | 'otherCredential' | 'unsigned'; parts?: PartName[]; says: string };

/**
 * A row as it was signed, or why it is not taken. Keys that this version does not know are ignored, and signed all the same.
 * `edited: 'accept'` takes rows that were altered; their sealed values open only if those were not.
 */
export function readRow(json: unknown, key: KeyObject, { edited = 'refuse' }: { edited?: 'refuse' | 'accept' } = {}): ReadRow {
  const version = Version.safeParse(json);
  if (!version.success) return refused('unreadable', 'This item is not a row of a plan.');
  if (version.data.formatVersion.split('.')[0] !== MAJOR) return refused('unknownVersion', `The row has the format ${version.data.formatVersion}, and this version reads ${MAJOR}.x. Make the plan again, or update the package.`);
  const signed = verify(json, key);
  if (signed.kind === 'unsigned') return refused('unsigned', 'The row has no whole signature: it was cut off, or the row was not made by a comparison. Make the plan again.');
  if (signed.kind === 'otherCredential') return refused('otherCredential', 'The row was signed with another Xledger credential, or the token was replaced since. Make the plan again.');
  const isEdited = signed.kind === 'altered';
  if (isEdited && edited === 'refuse') return { ...refused('altered', `The row was altered after the plan was made: ${list(signed.parts.map((part) => WORDS[part]))} ${signed.parts.length === 1 ? 'is' : 'are'} not as signed. Only decisions may be changed.`), parts: signed.parts };
  const row = Row.safeParse(json);
  if (!row.success) return refused('unreadable', `The row cannot be read: look at ${list([...new Set(row.error.issues.map(({ path }) => `"${path.join('.')}"`))].slice(0, 5))}.`);
  return { kind: 'row', row: row.data, edited: isEdited };
}

type Refused = Extract<ReadRow, { kind: 'refused' }>;

const refused = (code: Refused['code'], says: string): Refused => ({ kind: 'refused', code, says });

const [MAJOR] = FORMAT_VERSION.split('.');

const WORDS: Readonly<Record<PartName, string>> = {
  version: 'its version',
  plan: 'the plan that it belongs to',
  expiry: 'its expiry',
  owner: 'the Xledger that it is for',
  counts: 'its counts',
  person: 'the person',
  situation: 'what is to be done',
  values: 'its values',
  other: 'something else',
};

const Version = z.object({ formatVersion: z.string().regex(/^\d+\.\d+$/) });

const field = z.custom<FieldKey>((value) => typeof value === 'string' && isFieldKey(value));
const prints = z.record(z.string(), z.string()).transform((entries) => Object.fromEntries(Object.entries(entries).filter(([key]) => isBaselineKey(key))) as Baseline);
const address = z.object({ street: z.string().optional(), zipCode: z.string().optional(), place: z.string().optional(), country: z.string().optional() }).strict();
const stored = z.union([z.string(), address, z.null()]).optional();
const shown = z.string().nullable();
const way = z.enum(['huma', 'xledger']);
const id = z.string().nullable();
const count = z.number().int().nonnegative();
/** A column that was emptied decides nothing. */
const undecided = z.literal('').transform(() => null);

const Difference = z.object({
  target: z.string(),
  fields: z.array(field).min(1),
  label: z.string(),
  state: z.enum(['different', 'missingInHuma', 'missingInXledger']),
  huma: stored,
  xledger: stored,
  forHuma: z.unknown(),
  shown: z.object({ huma: shown, xledger: shown }),
  moved: z.enum(['changedInHuma', 'changedInXledger', 'changedInBoth', 'different']),
  wins: z.enum(['huma', 'xledger', 'none']),
  why: z.string(),
  offers: z.array(way),
  decision: z.union([z.enum(['huma', 'xledger', 'skip']), undecided]).nullable().default(null),
});

const Header = z.object({
  planId: z.string().min(1),
  connection: z.string(),
  madeAt: z.string().datetime(),
  expiresAt: z.string().datetime(),
  endpoint: z.string(),
  ownerDbId: id,
  people: z.object({ huma: count, xledger: count, linked: count, linkedRead: count }),
  rows: count,
  undoes: z.string().optional(),
});

const Row = z.object({
  formatVersion: z.string(),
  plan: Header,
  row: count,
  situation: z.enum(['inSync', 'different', 'onlyInHuma', 'onlyInXledger', 'possibleMatch', 'ambiguous', 'invalid', 'locked']),
  action: z.enum(['none', 'link', 'update', 'createInXledger', 'createInHuma', 'decide']),
  proposal: z.enum(['none', 'link', 'update', 'createInXledger', 'createInHuma']),
  why: z.string(),
  humaId: id,
  employeeDbId: id,
  contactDbId: id,
  subledgerDbId: id,
  name: id,
  employmentId: id,
  evidence: z.object({
    by: z.enum(['link', 'email', 'employmentId']).nullable(),
    agrees: z.array(field),
    disagrees: z.array(field),
    candidates: z.array(z.object({ employeeDbId: z.string(), employmentId: id, name: id, email: id })),
  }),
  differences: z.array(Difference),
  values: z.array(z.object({ field, label: z.string(), value: z.unknown(), shown: z.string() })),
  attention: z.array(z.object({ code: z.string(), says: z.string(), field: field.optional() })),
  notCompared: z.array(field),
  remembers: z.object({ baseline: prints, differing: prints }),
  decision: z.union([z.enum(['apply', 'skip']), undecided]).nullable().default(null),
  signature: z.string(),
}).transform((row): PlanRow => ({ ...row, values: row.values.map(({ value, ...rest }) => ({ ...rest, value: value ?? null })) }));
