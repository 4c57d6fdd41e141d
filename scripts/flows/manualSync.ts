/** Flow 4: the manual sync, step by step in a form: what matches and differs, who wins, who is created where, a last look, apply, the result. */
import { afterApplying } from './afterApplying';
import type { Flow } from './flow';
import { CREDENTIALS, FLOW_IDS, formEnd, formPage, formStart, list, only, ours, set, split } from './nodes';
import { asText, page } from './pages';
import { CONNECTION_SETTINGS } from './remembered';
import { getRows, updateRows } from './tables';

const both = { ...CREDENTIALS.xledger, ...CREDENTIALS.huma };
const start = "$('Start').first().json";
const plan = "$('Compare').first(4).json";
const answers = (form: string) => `$('${form}').first().json`;
const WINS = ["Huma's value", "Xledger's value", 'Leave as it is'] as const;
const SCOPES = ['None', 'All', 'Only those I tick'] as const;

/** "#12 Kari T. (00042)": the number is the row's place in the plan. */
const labels = (rows: string, more = '') => `(${rows}).map((row) => '#' + row.row + ' ' + (row.name ?? '') + ' (' + (row.employmentId ?? row.humaId ?? row.employeeDbId) + ')'${more})`;
const ticked = (form: string, name: string) => `(${answers(form)}.${name} ?? []).some((label) => label.startsWith('#' + row.row + ' '))`;
const rowsOf = (output: number) => `$('Compare').all(${output}).map(({ json }) => json).filter((row) => row.row)`;
const differing = `${rowsOf(0)}.filter((row) => row.differences.length > 0)`;
const addable = (output: number, proposal: string) => `${rowsOf(output)}.filter((row) => row.proposal === '${proposal}')`;

/** What was answered for a field, or in general. */
const wordFor = `((${answers('Who Wins')}['field_' + difference.fields[0]] ?? 'As in general') === 'As in general' ? ${answers('Who Wins')}.general : ${answers('Who Wins')}['field_' + difference.fields[0]])`;
const chosen = `({ ${JSON.stringify(WINS[0])}: 'huma', ${JSON.stringify(WINS[1])}: 'xledger', ${JSON.stringify(WINS[2])}: 'skip' })[${wordFor}]`;
const added = (scope: string, ticks: string) => `({ None: 'skip', All: 'apply' })[${answers('In One System Only')}.${scope}] ?? (${ticked('In One System Only', ticks)} ? 'apply' : 'skip')`;
// Whoever is left as they are is remembered as a pair all the same (R12): their differences are skipped, not their row.
const decided = list(
  'Decided Rows',
  [8.4, 2],
  `={{ [
    ...${rowsOf(0)}.map((row) => ({ ...row, decision: 'apply', differences: row.differences.map((difference) => ({ ...difference, decision: ${ticked('Exceptions', 'leave')} ? 'skip' : ${chosen} })) })),
    ...${rowsOf(1)}.map((row) => ({ ...row, decision: ${added('toXledger', 'toXledgerList')} })),
    ...${rowsOf(2)}.map((row) => ({ ...row, decision: ${added('toHuma', 'toHumaList')} })),
  ] }}`,
  2,
);
const again = list('Rows to Apply', [14.2, 2], "={{ $('Decided Rows').all().map(({ json }) => json) }}");

const table = (rows: string) => `'<table><thead><tr><th>Field</th><th>People</th></tr></thead><tbody>' + ${rows} + '</tbody></table>'`;
const overview = `${table(`${plan}.fields.map((line) => '<tr><td>' + line.label + '</td><td>' + line.people + '</td></tr>').join('')`)} + '<p>Equal: ' + ${plan}.situations.inSync + ' · different: ' + ${plan}.situations.different + ' · only in Huma: ' + ${plan}.situations.onlyInHuma + ' · only in Xledger: ' + ${plan}.situations.onlyInXledger + '</p>' + (${plan}.failing.length ? '<h4>To be mended first</h4><ul>' + ${plan}.failing.map((cause) => '<li>' + cause.label + ': ' + cause.people + '</li>').join('') + '</ul>' : '')`;

const apply = (dryRun: boolean, override: string) => ({ dryRun, override, connection: CONNECTION_SETTINGS, options: {} });
const following = afterApplying({ after: 'Apply', at: [17.6, 0.4], connection: "={{ $('Connection').first().json.connection }}", by: `={{ ${start}.email }}`, from: "={{ $('Settings').first().json.from }}", to: `={{ ${start}.email }}` });

export const manualSync: Flow = {
  id: FLOW_IDS.manual,
  name: 'Xledger: Manual Sync',
  errorFlow: FLOW_IDS.errorLog,
  nodes: [
    formStart('Start', [-1, 1], {
      title: 'Sync Huma and Xledger',
      description: 'Reads everyone in both systems and shows what differs. Nothing is written before the last step. This takes a moment for each hundred people.',
      path: 'manual-sync',
      button: 'Compare',
      fields: [{ fieldLabel: 'Your e-mail address, for the result', fieldName: 'email', fieldType: 'email', requiredField: true }],
    }),
    set('Settings', [0, 1], { from: 'n8n@example.com' }),
    getRows('Connection', [1, 1], 'xledger_connections', [['connection', 'eq', 'default']], 1),
    getRows('Links', [2, 2.2], 'xledger_links', [['connection', 'eq', 'default']], undefined, { executeOnce: true, alwaysOutputData: true }),
    ours('Compare', [3, 1], 'xledgerCompareWithHuma', { peopleFrom: 'huma', whoWins: 'huma', missingValues: 'fill', writeTo: 'both', createIn: 'none', connection: CONNECTION_SETTINGS, options: { otherSideChanged: 'overwrite' } }, both),
    formPage('Who Wins', [4.4, 2], {
      title: 'Who matches, and what differs',
      description: 'Choose whose value is taken where the two systems disagree.',
      button: 'Next',
      webhookId: 'manual-wins',
      fields: page([
        { kind: 'html', name: 'overview', html: overview },
        { kind: 'radio', name: 'general', label: 'In general', options: [WINS[2], WINS[0], WINS[1]] },
        { expression: `${plan}.fields.map((line) => ({ fieldLabel: line.label + ' (' + line.people + ')', fieldName: 'field_' + line.field, fieldType: 'dropdown', defaultValue: 'As in general', fieldOptions: { values: ${JSON.stringify(['As in general', ...WINS].map((option) => ({ option })))} } }))` },
      ]),
    }),
    formPage('Exceptions', [5.4, 2], {
      title: 'Exceptions',
      description: 'Tick whom to leave as they are. The first 300 are shown; the others follow the choice that you made.',
      button: 'Next',
      webhookId: 'manual-exceptions',
      fields: page([{ expression: `${differing}.length ? [{ fieldLabel: 'Leave as they are', fieldName: 'leave', fieldType: 'checkbox', fieldOptions: { values: ${labels(differing, " + ': ' + [...new Set(row.differences.map((difference) => difference.label))].join(', ')")}.slice(0, 300).map((option) => ({ option })) } }] : [{ fieldLabel: ' ', fieldType: 'html', elementName: 'none', html: '<p>Nobody differs.</p>' }]` }]),
    }),
    formPage('In One System Only', [6.4, 2], {
      title: 'People in one system only',
      description: 'Nobody is added unless you say so. Deactivated, closed and ambiguous people are not offered.',
      button: 'Show the last look',
      webhookId: 'manual-only',
      fields: page([
        { kind: 'radio', name: 'toXledger', label: 'Only in Huma: add to Xledger', options: SCOPES },
        { expression: `${addable(1, 'createInXledger')}.length ? [{ fieldLabel: 'To Xledger', fieldName: 'toXledgerList', fieldType: 'checkbox', fieldOptions: { values: ${labels(addable(1, 'createInXledger'))}.slice(0, 300).map((option) => ({ option })) } }] : []` },
        { kind: 'radio', name: 'toHuma', label: 'Only in Xledger: add to Huma', options: SCOPES },
        { expression: `${addable(2, 'createInHuma')}.length ? [{ fieldLabel: 'To Huma', fieldName: 'toHumaList', fieldType: 'checkbox', fieldOptions: { values: ${labels(addable(2, 'createInHuma'))}.slice(0, 300).map((option) => ({ option })) } }] : []` },
      ]),
    }),
    only('Answered', [7.4, 2], [['={{ $json.submittedAt }}', 'string', 'notEmpty']]),
    ...decided.nodes,
    split('Anything to Do?', [9.4, 2], [['={{ $json.rows }}', 'array', 'notEmpty']]),
    formEnd('Nothing to Do', [10.4, 3.4], '<!doctype html><title>Nothing to do</title><h1>Nothing to do</h1><p>Everyone who matches is equal in both systems and remembered as a pair, and nobody was chosen to be added.</p>', 'manual-equal'),
    ours('Try It Out', [11.4, 2], 'xledgerApplySyncPlan', apply(true, `={{ ${plan}.planId }}`), both),
    formPage('A Last Look', [12.4, 2], {
      title: 'A last look',
      description: 'Nothing has been written yet.',
      button: 'Go on',
      webhookId: 'manual-look',
      fields: page([{ kind: 'html', name: 'look', html: asText('Try It Out') }, { kind: 'radio', name: 'decision', label: 'Shall it be done?', options: ['No, leave everything as it is', 'Yes, apply it', 'Yes, apply it, also over the limits'] }]),
    }),
    split('Confirmed?', [13.3, 2], [["={{ ($json.decision ?? '').startsWith('Yes') }}", 'boolean', 'true']]),
    ...again.nodes,
    ours('Apply', [16.2, 2], 'xledgerApplySyncPlan', apply(false, `={{ $('A Last Look').first().json.decision.endsWith('over the limits') ? ${plan}.planId : '' }}`), both),
    ...following.nodes,
    split('Within the Limits?', [17.6, 4.6], [['={{ $json.verdict?.within }}', 'boolean', 'true']]),
    updateRows('Switch the Connection On', [18.6, 4.6], 'xledger_connections', [['connection', 'eq', 'default']], { active: true, activatedAt: '={{ $now.toISO() }}' }, { executeOnce: true }),
    formEnd('Result', [19.6, 4.6], "={{ $('Apply').first(3).json.html }}", 'manual-result'),
    formEnd('Nothing Was Done', [14.2, 3.4], '<!doctype html><title>Nothing was done</title><h1>Nothing was done</h1><p>Everything stays as it is.</p>', 'manual-nothing'),
  ],
  wires: [
    ['Start', 'Settings'],
    ['Settings', 'Connection'],
    ['Connection', 'Links'],
    ['Connection', 'Compare'],
    ['Links', 'Compare', { input: 1 }],
    ['Compare', 'Who Wins', { output: 4 }],
    ['Who Wins', 'Exceptions'],
    ['Exceptions', 'In One System Only'],
    ['In One System Only', 'Answered'],
    ['Answered', decided.first],
    [decided.first, 'Anything to Do?'],
    ['Anything to Do?', decided.last],
    ['Anything to Do?', 'Nothing to Do', { output: 1 }],
    [decided.last, 'Try It Out'],
    ['Links', 'Try It Out', { input: 1 }],
    ['Try It Out', 'A Last Look', { output: 3 }],
    ['A Last Look', 'Confirmed?'],
    ['Confirmed?', again.first],
    [again.first, again.last],
    ['Confirmed?', 'Nothing Was Done', { output: 1 }],
    [again.last, 'Apply'],
    ['Links', 'Apply', { input: 1 }],
    ...following.wires,
    ['Apply', 'Within the Limits?', { output: 3 }],
    ['Within the Limits?', 'Switch the Connection On'],
    ['Within the Limits?', 'Result', { output: 1 }],
    ['Switch the Connection On', 'Result'],
  ],
  notes: [
    { at: [0, -0.8], size: [4, 1.3], text: '## Manual sync\nA form, step by step: what matches and what differs, who wins (in general, by field, and whom to leave alone), who is added where, a last look with the numbers, and the result by e-mail. Only the form\'s address is needed, not n8n. The first one switches the connection on (R10).\n\nThe sender of the mail is in *Settings*.' },
  ],
};
