/** Flow 5: takes a past run back: choose it, see what would be restored, confirm. The same guard and the same look for later edits as any plan. */
import type { Flow } from '../flow';
import { alone, OTHERS_AT_WORK } from '../lock';
import { become, CREDENTIALS, FLOW_IDS, formEnd, formStart, list, ours, RESULT_TO, set, shortPage, split } from '../nodes';
import { CONNECTION_SETTINGS, getLinks } from '../remembered';
import { getRows, updateRows } from '../tables';
import { afterApplying, KNOWN_OF_XLEDGER } from './afterApplying';
import { lastLook, overrideIn } from './lastLook';
import { answered, page } from './pages';

const person = "$('Undo a Sync').first().json";
const chosen = "($('Choose a Run').first().json.run ?? '').split(' ')[0].slice(1)";
const plan = "$('As Rows').first().json.plan.planId";
const NO = 'Leave everything as it is';
const YES = 'Restore';
const apply = (dryRun: boolean, override: string) => ({ dryRun, override, connection: CONNECTION_SETTINGS, options: { ...(dryRun ? {} : KNOWN_OF_XLEDGER), runBy: `={{ ${person}.email }}` } });
const connection = "={{ $('Connection').first().json.connection }}";
const both = { ...CREDENTIALS.xledger, ...CREDENTIALS.huma };
const rows = list('Rows to Restore', [5.8, 4.6], "={{ $('As Rows').all().map(({ json }) => json) }}");
const following = afterApplying({ after: 'Undo', rows: rows.last, at: [9.4, 2.8], connection, by: `={{ ${person}.email }}`, from: "={{ $('Settings').first().json.from }}", to: `={{ ${person}.email }}` });
const holding = alone({ at: [3.6, 4.6], connection, apply: 'Undo', rows });
const options = "$('Past Runs').all().map(({ json }) => json).filter((run) => run.run).map((run) => ({ option: `#${run.run} ${run.at.slice(0, 16).replace('T', ' ')} ${run.flow}: ${run.applied} applied` }))";
const runs = `(${options}.length ? [{ fieldLabel: 'Run', fieldName: 'run', fieldType: 'dropdown', requiredField: true, fieldOptions: { values: ${options} } }] : [{ fieldLabel: ' ', fieldType: 'html', elementName: 'none', html: '<p>There is no run that could be taken back.</p>' }])`;

export const undo: Flow = {
  id: FLOW_IDS.undo,
  name: 'Xledger: Undo a Sync',
  errorFlow: FLOW_IDS.errorLog,
  nodes: [
    formStart('Undo a Sync', [0, 1], {
      title: 'Undo a sync',
      description: 'Takes back what one run wrote. You see what would be restored before anything happens, and what was changed by somebody else since then stays as it is.',
      path: 'undo-sync',
      button: 'Next',
      fields: [RESULT_TO],
    }),
    set('Settings', [1, 1], { from: 'n8n@example.com' }),
    getRows('Past Runs', [2, 1], 'xledger_runs', [['undone', 'eq', false], ['applied', 'gt', 0]], 30, { alwaysOutputData: true, orderBy: ['id', 'DESC'] }),
    page('Choose a Run', [3, 1], { title: 'Which run?', description: 'The newest comes first.', button: 'Show what would be restored', fields: [{ expression: runs }] }),
    answered('Choose a Run', [4, 1]),
    getRows('Its Rows', [5.2, 1], 'xledger_undo', [['run', 'eq', `={{ ${chosen} }}`]], undefined, { executeOnce: true, alwaysOutputData: true }),
    split('Anything to Restore?', [6.2, 1], [['={{ $json.row }}', 'string', 'notEmpty']]),
    become('As Rows', [7.2, 1], '={{ $json.row }}'),
    getRows('Connection', [8.2, 2], 'xledger_connections', [['connection', 'eq', "={{ $('As Rows').first().json.plan.connection }}"]], 1, { executeOnce: true }),
    getLinks('Links', [9.2, 2], '={{ $json.connection }}'),
    ours('Try It Out', [0, 4.6], 'xledgerApplySyncPlan', apply(true, `={{ ${plan} }}`), both),
    page('A Last Look', [1.4, 4.6], { title: 'What would be restored', description: 'Nothing is written yet.', button: 'Go on', fields: lastLook({ tried: 'Try It Out', no: NO, yes: YES, plan, question: 'Restore this?' }) }),
    split('Confirmed?', [2.5, 4.6], [[`={{ ($json.decision ?? '').startsWith(${JSON.stringify(YES)}) }}`, 'boolean', 'true']]),
    ...holding.nodes,
    formEnd('Others Are at Work', [7, 6.6], OTHERS_AT_WORK, 'undo-others'),
    ours('Undo', [8, 4.6], 'xledgerApplySyncPlan', apply(false, `={{ ${overrideIn("$('A Last Look').first().json.decision")} }}`), both),
    ...following.nodes,
    split('Anything Restored?', [9.4, 8], [['={{ $json.outcomes.applied + $json.outcomes.unchanged > 0 }}', 'boolean', 'true']]),
    updateRows('Mark as Undone', [10.4, 8], 'xledger_runs', [['run', 'eq', `={{ ${chosen} }}`]], { undone: true }, { executeOnce: true }),
    formEnd('Result', [11.4, 8], "={{ $('Undo').first(3).json.html }}", 'undo-result'),
    formEnd('Nothing Was Done', [2.4, 6], shortPage('Nothing was done', 'Everything stays as it is.'), 'undo-nothing'),
    formEnd('Nothing to Restore', [6.2, 2.3], shortPage('Nothing to restore', 'That run changed nobody who was there before: people who were created, and pairs that were remembered, stay.'), 'undo-none'),
  ],
  wires: [
    ['Undo a Sync', 'Settings'],
    ['Settings', 'Past Runs'],
    ['Past Runs', 'Choose a Run'],
    ['Choose a Run', 'Choose a Run: Answered?'],
    ['Choose a Run: Answered?', 'Its Rows'],
    ['Its Rows', 'Anything to Restore?'],
    ['Anything to Restore?', 'As Rows'],
    ['Anything to Restore?', 'Nothing to Restore', { output: 1 }],
    ['As Rows', 'Try It Out'],
    ['As Rows', 'Connection'],
    ['Connection', 'Links'],
    ['Links', 'Try It Out', { input: 1 }],
    ['Try It Out', 'A Last Look', { output: 3 }],
    ['A Last Look', 'Confirmed?'],
    ['Confirmed?', holding.first],
    ...holding.wires,
    [holding.gaveUp, 'Others Are at Work'],
    ['Confirmed?', 'Nothing Was Done', { output: 1 }],
    ...following.wires,
    ['Undo', 'Anything Restored?', { output: 3 }],
    ['Anything Restored?', 'Mark as Undone'],
    ['Anything Restored?', 'Result', { output: 1 }],
    ['Mark as Undone', 'Result'],
  ],
  notes: [
    { at: [0, -0.6], size: [5, 1.2], text: '## Undo a sync\nOpen the form (the address is in *Undo a Sync*), choose a run, look, confirm. The rows that take a run back are signed and sealed plan rows in `xledger_undo`: they go through the same checks as any plan. People who were created stay: neither system lets them be removed.\n\nThe sender of the mail is in *Settings*.' },
    { at: [0, 3.1], size: [5.4, 1], color: 4, text: '### Look, then restore\nA dry run gives the last look. What somebody changed after the run is reported and left alone; over a limit only the answer that names this plan goes on.' },
  ],
};
