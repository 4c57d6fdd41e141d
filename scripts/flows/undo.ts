/** Flow 5: takes a past run back: choose it, see what would be restored, confirm. The same guard and the same look for later edits as any plan. */
import { afterApplying } from './afterApplying';
import type { Flow } from './flow';
import { become, CREDENTIALS, FLOW_IDS, formEnd, formPage, formStart, list, only, ours, set, split } from './nodes';
import { asText, page } from './pages';
import { CONNECTION_SETTINGS } from './remembered';
import { getRows, updateRows } from './tables';

const person = "$('Undo a Sync').first().json";
const chosen = "$('Choose a Run').first().json.run.split(' ')[0].slice(1)";
const plan = "$('As Rows').first().json.plan.planId";
const apply = (dryRun: boolean, override: string) => ({ dryRun, override, connection: CONNECTION_SETTINGS });
const both = { ...CREDENTIALS.xledger, ...CREDENTIALS.huma };
const following = afterApplying({ after: 'Undo', at: [13.4, 0], connection: "={{ $('Connection').first().json.connection }}", by: `={{ ${person}.email }}`, from: "={{ $('Settings').first().json.from }}", to: `={{ ${person}.email }}` });
const rows = list('Rows to Restore', [10, 1], "={{ $('As Rows').all().map(({ json }) => json) }}");
const options = "$('Past Runs').all().map(({ json }) => ({ option: `#${json.run} ${json.at.slice(0, 16).replace('T', ' ')} ${json.flow}: ${json.applied} applied` }))";

export const undo: Flow = {
  id: FLOW_IDS.undo,
  name: 'Xledger: Undo a Sync',
  errorFlow: FLOW_IDS.errorLog,
  nodes: [
    formStart('Undo a Sync', [-1, 1], {
      title: 'Undo a sync',
      description: 'Takes back what one run wrote. You see what would be restored before anything happens, and what was changed by somebody else since then stays as it is.',
      path: 'undo-sync',
      button: 'Next',
      fields: [{ fieldLabel: 'Your e-mail address, for the result', fieldName: 'email', fieldType: 'email', requiredField: true }],
    }),
    set('Settings', [0, 1], { from: 'n8n@example.com' }),
    getRows('Past Runs', [1, 1], 'xledger_runs', [['undone', 'eq', false], ['applied', 'gt', 0]], 30, { alwaysOutputData: true, orderBy: ['id', 'DESC'] }),
    formPage('Choose a Run', [2, 1], {
      title: 'Which run?',
      description: 'The newest comes first.',
      button: 'Show what would be restored',
      webhookId: 'undo-choose',
      fields: `={{ JSON.stringify([{ fieldLabel: 'Run', fieldName: 'run', fieldType: 'dropdown', requiredField: true, fieldOptions: { values: ${options} } }]) }}`,
    }),
    only('Chosen', [3, 1], [['={{ $json.submittedAt }}', 'string', 'notEmpty']]),
    getRows('Its Rows', [4, 1], 'xledger_undo', [['run', 'eq', `={{ ${chosen} }}`]], undefined, { executeOnce: true }),
    become('As Rows', [5, 1], '={{ $json.row }}'),
    getRows('Connection', [5, 2.2], 'xledger_connections', [['connection', 'eq', "={{ $('As Rows').first().json.plan.connection }}"]], 1, { executeOnce: true }),
    getRows('Links', [6, 2.2], 'xledger_links', [['connection', 'eq', '={{ $json.connection }}']], undefined, { executeOnce: true, alwaysOutputData: true }),
    ours('Try It Out', [7, 1], 'xledgerApplySyncPlan', apply(true, `={{ ${plan} }}`), both),
    formPage('A Last Look', [8, 1], {
      title: 'What would be restored',
      description: 'Nothing is written yet.',
      button: 'Go on',
      webhookId: 'undo-look',
      fields: page([{ kind: 'html', name: 'summary', html: asText('Try It Out') }, { kind: 'radio', name: 'decision', label: 'Restore this?', options: ['Leave everything as it is', 'Restore', 'Restore, also over the limits'] }]),
    }),
    split('Confirmed?', [9, 1], [["={{ ($json.decision ?? '').startsWith('Restore') }}", 'boolean', 'true']]),
    ...rows.nodes,
    ours('Undo', [12, 1], 'xledgerApplySyncPlan', apply(false, `={{ $('A Last Look').first().json.decision.endsWith('over the limits') ? ${plan} : '' }}`), both),
    ...following.nodes,
    split('Anything Restored?', [13.4, 4.2], [['={{ $json.outcomes.applied + $json.outcomes.unchanged > 0 }}', 'boolean', 'true']]),
    updateRows('Mark as Undone', [14.4, 4.2], 'xledger_runs', [['run', 'eq', `={{ ${chosen} }}`]], { undone: true }, { executeOnce: true }),
    formEnd('Result', [15.4, 4.2], "={{ $('Undo').first(3).json.html }}", 'undo-result'),
    formEnd('Nothing Was Done', [10, 2.4], '<!doctype html><title>Nothing was done</title><h1>Nothing was done</h1><p>Everything stays as it is.</p>', 'undo-nothing'),
  ],
  wires: [
    ['Undo a Sync', 'Settings'],
    ['Settings', 'Past Runs'],
    ['Past Runs', 'Choose a Run'],
    ['Choose a Run', 'Chosen'],
    ['Chosen', 'Its Rows'],
    ['Its Rows', 'As Rows'],
    ['As Rows', 'Try It Out'],
    ['As Rows', 'Connection'],
    ['Connection', 'Links'],
    ['Links', 'Try It Out', { input: 1 }],
    ['Try It Out', 'A Last Look', { output: 3 }],
    ['A Last Look', 'Confirmed?'],
    ['Confirmed?', rows.first],
    [rows.first, rows.last],
    ['Confirmed?', 'Nothing Was Done', { output: 1 }],
    [rows.last, 'Undo'],
    ['Links', 'Undo', { input: 1 }],
    ...following.wires,
    ['Undo', 'Anything Restored?', { output: 3 }],
    ['Anything Restored?', 'Mark as Undone'],
    ['Anything Restored?', 'Result', { output: 1 }],
    ['Mark as Undone', 'Result'],
  ],
  notes: [{ at: [0, -0.4], size: [4, 1.1], text: '## Undo a sync\nOpen the form (the address is in *Undo a Sync*), choose a run, look, confirm. The rows that take a run back are signed and sealed plan rows in `xledger_undo`: they go through the same checks as any plan, and what somebody changed after the run is reported and left alone. People who were created stay: neither system lets them be removed.\n\nThe sender of the mail is in *Settings*.' }],
};
