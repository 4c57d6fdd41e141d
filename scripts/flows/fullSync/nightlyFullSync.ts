/** Flow 3: every night everyone is compared; within limits the plan is applied, over them somebody is asked by e-mail first. */
import { afterApplying, KNOWN_OF_XLEDGER } from './afterApplying';
import type { Flow } from '../flow';
import { alone, freeLock } from '../lock';
import { askByMail, CREDENTIALS, everyNight, FLOW_IDS, list, mail, only, ours, set, split } from '../nodes';
import { CONNECTION_SETTINGS, getLinks } from '../remembered';
import { getRows, insertRow } from '../tables';

const setting = (name: string) => `={{ $('Settings').first().json.${name} }}`;
const plan = "$('Compare').first(4).json";
/** R9, R19: who is not linked is left to a manual sync, however sure the match is. */
const rows = list('Rows to Apply', [10.4, 2], "={{ [...$('Compare').all(0), ...$('Compare').all(1)].map(({ json }) => json).filter((row) => row.evidence?.by === 'link') }}");
const following = afterApplying({ after: 'Apply', rows: rows.last, at: [14, 0.5], connection: setting('connection'), by: '={{ "every night" }}', from: setting('from'), to: setting('to') });
const holding = alone({ at: [8.2, 2], connection: setting('connection'), apply: 'Apply', rows });

export const nightlyFullSync: Flow = {
  id: FLOW_IDS.nightly,
  name: 'Xledger: Nightly Full Sync',
  errorFlow: FLOW_IDS.errorLog,
  nodes: [
    // Off the full hour: Xledger is busiest then.
    everyNight('Every Night', [0, 1], { hour: 2, minute: 17 }),
    set('Settings', [1, 1], { connection: 'default', from: 'n8n@example.com', to: 'payroll@example.com' }),
    getRows('Connection', [2, 1], 'xledger_connections', [['connection', 'eq', '={{ $json.connection }}'], ['active', 'eq', true]], 1),
    getLinks('Links', [3, 2], setting('connection')),
    ours('Compare', [4, 1], 'xledgerCompareWithHuma', { peopleFrom: 'huma', whoWins: 'huma', missingValues: 'clear', writeTo: 'xledger', createIn: 'none', connection: CONNECTION_SETTINGS }, { ...CREDENTIALS.xledger, ...CREDENTIALS.huma }, { onError: 'continueRegularOutput' }),
    only('A Plan', [5.2, 2], [['={{ $json.planId }}', 'string', 'notEmpty']]),
    split('Anything to Do?', [6.2, 2], [['={{ $json.anythingToDo }}', 'boolean', 'true']]),
    split('Within the Limits?', [7.2, 2], [['={{ $json.guard.within }}', 'boolean', 'true']]),
    askByMail('Ask for Approval', [6.2, 3.2], {
      from: setting('from'),
      to: setting('to'),
      subject: '={{ "Huma and Xledger: the nightly sync is over its limits" }}',
      message: '={{ $json.guard.says }}<br><br>{{ $json.report }}',
      webhookId: 'xledger-approval',
      fields: [{ fieldLabel: 'Apply this plan?', fieldName: 'decision', fieldType: 'radio', requiredField: true, fieldOptions: { values: [{ option: 'Leave everything as it is' }, { option: 'Apply this plan' }] } }],
    }),
    // By its value: this version of the e-mail node names an answer after the question, others after the field.
    split('Approved?', [7.2, 3.2], [["={{ Object.values($json.data ?? {}).includes('Apply this plan') }}", 'boolean', 'true']]),
    ...holding.nodes,
    ours('Apply', [12.6, 2], 'xledgerApplySyncPlan', { override: `={{ $('Approved?').isExecuted ? ${plan}.planId : '' }}`, connection: CONNECTION_SETTINGS, options: { ...KNOWN_OF_XLEDGER, runBy: '={{ "every night" }}' } }, { ...CREDENTIALS.xledger, ...CREDENTIALS.huma }, { onError: 'continueRegularOutput' }),
    insertRow('Not Approved: Write It Down', [8.2, 4], 'xledger_runs', { run: '={{ $execution.id }}', at: '={{ $now.toISO() }}', connection: setting('connection'), flow: '={{ $workflow.name }}', by: '={{ "every night" }}', planId: `={{ ${plan}.planId }}`, applied: 0, skipped: 0, failed: 0, says: `={{ "Not approved. " + ${plan}.guard.says }}`, undone: false }, { executeOnce: true }),
    ...following.nodes,
    only('Failed as a Whole', [5.2, 3.2], [['={{ $json.error }}', 'string', 'notEmpty']]),
    insertRow('Write Why to the Log', [5.2, 4.2], 'xledger_log', { at: '={{ $now.toISO() }}', connection: setting('connection'), flow: '={{ $workflow.name }}', run: '={{ $execution.id }}', outcome: 'notAttempted', code: 'nodeFailed', what: "={{ [$json.error, $json.details?.description].filter((text) => text).join('. ') }}", retry: true }, { executeOnce: true }),
    freeLock('Free the Lock Too', [6.2, 4.2]),
    mail('Say So', [6.2, 5.2], { from: setting('from'), to: setting('to'), subject: '={{ "Huma and Xledger: the nightly sync could not run" }}', html: "={{ $json.what }}", text: "={{ $json.what }}" }, { onError: 'continueRegularOutput' }),
  ],
  wires: [
    ['Every Night', 'Settings'],
    ['Settings', 'Connection'],
    ['Connection', 'Links'],
    ['Connection', 'Compare'],
    ['Links', 'Compare', { input: 1 }],
    ['Compare', 'A Plan', { output: 4 }],
    ['Compare', 'Failed as a Whole', { output: 3 }],
    ['A Plan', 'Anything to Do?'],
    ['Anything to Do?', 'Within the Limits?'],
    ['Within the Limits?', holding.first],
    ['Within the Limits?', 'Ask for Approval', { output: 1 }],
    ['Ask for Approval', 'Approved?'],
    ['Approved?', holding.first],
    ['Approved?', 'Not Approved: Write It Down', { output: 1 }],
    ...holding.wires,
    ...following.wires,
    ['Apply', 'Failed as a Whole', { output: 2 }],
    [holding.gaveUp, 'Write Why to the Log'],
    ['Failed as a Whole', 'Write Why to the Log'],
    ['Write Why to the Log', 'Say So'],
    ['Write Why to the Log', 'Free the Lock Too'],
  ],
  notes: [{ at: [0, -0.6], size: [4.4, 1.2], text: '## Nightly full sync\nCompares everyone, so that nothing an event missed stays different. Writes to Xledger only, for people who are linked, and creates nobody (R19, R21). **Within the limits** the plan is applied; **over them** somebody is asked by e-mail, with the report, and nothing is written without the answer. The result is sent by e-mail, and can be undone with *Xledger: Undo a Sync*.\n\nSet the two addresses in *Settings*, and make a credential of type SMTP with the name **Mail**.' }],
};
