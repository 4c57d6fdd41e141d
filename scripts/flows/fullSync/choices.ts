/** What the pages of the manual sync offer, and how their answers become decisions on the rows of the plan: expressions. */

export const WINS = ["Huma's value", "Xledger's value", 'Leave as it is'] as const;
export const SCOPES = ['None', 'All', 'Only those I tick'] as const;
const AS_CHOSEN = 'As chosen before';
const IN_GENERAL = 'As in general';
const [, , TICKED] = SCOPES;

const json = (value: unknown): string => JSON.stringify(value);
const optionsOf = (options: readonly string[]): string => json(options.map((option) => ({ option })));

/** Outputs of Compare. */
const [DIFFERENCES, IN_HUMA, IN_XLEDGER, ATTENTION] = [0, 1, 2, 3];
const rowsOf = (output: number): string => `$('Compare').all(${output}).map(({ json }) => json).filter((row) => row.row)`;
const waiting = (...proposals: string[]): string => `${rowsOf(ATTENTION as number)}.filter((row) => row.action === 'decide' && ${json(proposals)}.includes(row.proposal))`;

/** "#12 Kari T. (00042)": the number is the row's place in the plan. */
const label = "'#' + row.row + ' ' + (row.name ?? '') + ' (' + (row.employmentId ?? row.humaId ?? row.employeeDbId) + ')'";

/** One question a field that differs for somebody. */
export const fieldQuestions = (plan: string): string =>
  `${plan}.fields.map((line) => ({ fieldLabel: line.label + ' (' + line.people + ')', fieldName: 'field_' + line.field, fieldType: 'dropdown', defaultValue: ${json(IN_GENERAL)}, fieldOptions: { values: ${optionsOf([IN_GENERAL, ...WINS])} } }))`;

/** Everybody who differs: who they are, and in what. */
export const whoDiffers = `${rowsOf(DIFFERENCES as number)}.filter((row) => row.differences.length > 0).map((row) => ({ row: row.row, label: ${label} + ': ' + [...new Set(row.differences.map((difference) => difference.label))].join(', ') }))`;

/** One question a person on the page. */
export const exceptionQuestions = `$json.people.map(({ row, label }) => ({ fieldLabel: label, fieldName: 'row_' + row, fieldType: 'dropdown', defaultValue: ${json(AS_CHOSEN)}, fieldOptions: { values: ${optionsOf([AS_CHOSEN, ...WINS])} } }))`;

/** The lists of people to tick, as the page shows them. Who waits for a decision is in them too, never in "all" (R26, R27). */
const LISTS = [
  { list: 'toXledger', title: 'Add to Xledger', output: IN_HUMA, proposal: 'createInXledger' },
  { list: 'toHuma', title: 'Add to Huma', output: IN_XLEDGER, proposal: 'createInHuma' },
] as const;
const SAME = { list: 'same', title: 'The same person in both systems' } as const;

const listed = (list: string, rows: string): string => `...${rows}.map((row) => ({ list: ${json(list)}, label: ${label} + (row.action === 'decide' ? ': ' + (row.attention.map(({ says }) => says).join(' ') || row.why) : '') }))`;

/** Who can be decided on one by one, by what was said of all. `scopes`: an expression that gives that answer. */
export const whoIsToBeTicked = (scopes: string): string =>
  `[${[
    ...LISTS.map(({ list, output, proposal }) => `...(${scopes}.${list} === ${json(TICKED)} ? ${rowsOf(output as number)}.filter((row) => row.proposal === '${proposal}') : []), ...(${scopes}.${list} === 'None' ? [] : ${waiting(proposal)})`).map((rows, place) => listed(LISTS[place]?.list ?? '', `[${rows}]`)),
    listed(SAME.list, waiting('link', 'update')),
  ].join(', ')}]`;

/** One list of boxes a question, where the page has people for it. */
export const tickQuestions = `${json([...LISTS, SAME].map(({ list, title }) => ({ list, title })))}.map(({ list, title }) => ({ fieldLabel: title, fieldName: list, fieldType: 'checkbox', fieldOptions: { values: $json.people.filter((one) => one.list === list).map(({ label: option }) => ({ option })) } })).filter(({ fieldOptions }) => fieldOptions.values.length > 0)`;

export interface Answers {
  /** Expressions that give the answers: of the page on who wins, of each page of exceptions, of the page on people in one system only, of each page of ticks. */
  wins: string;
  exceptions: string;
  scopes: string;
  ticks: string;
}

/** The rows with their decisions. Whoever is left as they are is remembered as a pair all the same (R12): their differences are skipped, not their row. */
export function decidedRows({ wins, exceptions, scopes, ticks }: Answers): string {
  const word = `[exceptions['row_' + row.row], wins['field_' + difference.fields[0]], wins.general].find((word) => word && ![${json(AS_CHOSEN)}, ${json(IN_GENERAL)}].includes(word))`;
  const decision = `(${json({ [WINS[0]]: 'huma', [WINS[1]]: 'xledger', [WINS[2]]: 'skip' })})[${word}] ?? 'skip'`;
  const withDifferences = `row.differences.map((difference) => ({ ...difference, decision: ${decision} }))`;
  const added = LISTS.map(({ list, output }) => `...${rowsOf(output as number)}.map((row) => ({ ...row, decision: scopes.${list} === 'All' || ticked.${list}.has(row.row) ? 'apply' : 'skip' }))`);
  const lists = [...LISTS, SAME].map(({ list }) => list);
  return `((wins, exceptions, scopes, ticked) => [
    ...${rowsOf(DIFFERENCES as number)}.map((row) => ({ ...row, decision: 'apply', differences: ${withDifferences} })),
    ${added.join(',\n    ')},
    ...${rowsOf(ATTENTION as number)}.filter((row) => row.action === 'decide' && ${json(lists)}.some((list) => ticked[list].has(row.row))).map((row) => ({ ...row, decision: 'apply', differences: ${withDifferences} })),
  ])(
    ${wins},
    Object.assign({}, ...${exceptions}),
    ${scopes},
    Object.fromEntries(${json(lists)}.map((list) => [list, new Set(${ticks}.flatMap((page) => page[list] ?? []).map((label) => Number(label.slice(1).split(' ')[0])))])),
  )`;
}
