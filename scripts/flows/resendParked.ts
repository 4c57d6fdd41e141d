/** Flow 6: events that were parked: who, why and since when; all of them or chosen ones are sent again. */
import type { Flow } from './flow';
import { answered, page } from './fullSync';
import { FLOW_IDS, formEnd, formStart, list, only, set, shortPage, split } from './nodes';
import { getRows, insertRow, updateRows } from './tables';

const parked = "$('Parked').all().map(({ json }) => json)";
const answer = "$('Choose').first().json";
const nameOf = "$('Known by Name').all().map(({ json }) => json).find((entry) => entry.humaId === row.humaId)?.name";
/** "#12 Kari T. (5b0c…), users-update of 2026-01-02 10:00, 12 failures: …": the number is the row's id. */
const labels = `${parked}.map((row) => '#' + row.id + ' ' + [${nameOf}, '(' + row.humaId + ')'].filter(Boolean).join(' ') + ', ' + row.topic + ' of ' + (row.receivedAt ?? '').slice(0, 16).replace('T', ' ') + ', ' + row.strikes + ' failures: ' + (row.reason ?? ''))`;
const DECISIONS = ['Send the ticked ones again', 'Send all of them again', 'Leave them all parked'] as const;
const chosen = list('Chosen Ones', [6, 1], `={{ ${answer}.decision === '${DECISIONS[2]}' ? [] : ${parked}.filter((row) => ${answer}.decision === '${DECISIONS[1]}' || (${answer}.ticked ?? []).some((label) => label.startsWith('#' + row.id + ' '))) }}`);

export const resendParked: Flow = {
  id: FLOW_IDS.resend,
  name: 'Xledger: Send Parked Events Again',
  errorFlow: FLOW_IDS.errorLog,
  nodes: [
    formStart('Send Parked Events Again', [0, 1], {
      title: 'Send parked events again',
      description: 'Events that failed again and again are parked, so that they hold up nobody else. Here you see whom they are about and why they failed. The person is read again from Huma, so an old event does no harm.',
      path: 'send-parked-again',
      button: 'Show them',
      fields: [{ fieldLabel: 'Your name, for the log', fieldName: 'by', fieldType: 'text', requiredField: true }],
    }),
    getRows('Parked', [1, 1], 'xledger_inbox', [['status', 'eq', 'parked']], undefined, { alwaysOutputData: true, executeOnce: true, orderBy: ['id', 'ASC'] }),
    split('Any Parked?', [2, 1], [['={{ $json.humaId }}', 'string', 'notEmpty']]),
    getRows('Known by Name', [3, 1], 'xledger_log', [['humaId', 'eq', '={{ $json.humaId }}'], ['name', 'neq', '']], 1, { alwaysOutputData: true, orderBy: ['id', 'DESC'] }),
    page('Choose', [4, 1], {
      title: 'Parked events',
      description: 'The number of failures counts tries while other people got through. Up to 300 are listed; "all of them" means those that are not listed, too.',
      button: 'Go on',
      fields: [
        { kind: 'radio', name: 'decision', label: 'What should be done?', options: DECISIONS },
        { expression: `[{ fieldLabel: 'These events are parked', fieldName: 'ticked', fieldType: 'checkbox', fieldOptions: { values: ${labels}.slice(0, 300).map((option) => ({ option })) } }]` },
      ],
    }),
    answered('Choose', [5, 1]),
    ...chosen.nodes,
    updateRows('Wait Again', [8, 1], 'xledger_inbox', [['id', 'eq', '={{ $json.id }}'], ['status', 'eq', 'parked']], { status: 'waiting', claim: '', tries: 0, strikes: 0, nextTryAt: 0, code: '' }),
    insertRow('Write to the Log', [9, 1], 'xledger_log', {
      at: '={{ $now.toISO() }}',
      connection: '={{ $json.connection }}',
      flow: '={{ $workflow.name }}',
      run: '={{ $execution.id }}',
      humaId: '={{ $json.humaId }}',
      outcome: 'notAttempted',
      code: 'sentAgain',
      what: "={{ 'Sent again by ' + $('Send Parked Events Again').first().json.by + '.' }}",
      retry: true,
    }),
    set('How Many', [10, 1], { events: "={{ $('Wait Again').all().length }}" }, { executeOnce: true }),
    formEnd('On Their Way', [11, 1], `=${shortPage('On their way', "Events that are sent again: {{ $json.events }}. They are worked off within seconds; what fails again is in the table <b>xledger_log</b>, and parked again in the end.")}`, 'send-parked-done'),
    formEnd('Nothing Is Parked', [3, 2.2], shortPage('Nothing is parked', 'There is nothing to send again.'), 'send-parked-none'),
    only('None Chosen', [7, 2.2], [[`={{ $json.rows.length === 0 }}`, 'boolean', 'true']]),
    formEnd('Nothing Was Done', [8, 2.2], shortPage('Nothing was done', 'All events stay parked.'), 'send-parked-nothing'),
  ],
  wires: [
    ['Send Parked Events Again', 'Parked'],
    ['Parked', 'Any Parked?'],
    ['Any Parked?', 'Known by Name'],
    ['Known by Name', 'Choose'],
    ['Choose', 'Choose: Answered?'],
    ['Choose: Answered?', chosen.first],
    [chosen.first, chosen.last],
    [chosen.last, 'Wait Again'],
    ['Wait Again', 'Write to the Log'],
    ['Write to the Log', 'How Many'],
    ['How Many', 'On Their Way'],
    ['Any Parked?', 'Nothing Is Parked', { output: 1 }],
    [chosen.first, 'None Chosen'],
    ['None Chosen', 'Nothing Was Done'],
  ],
  notes: [{ at: [0, -0.3], size: [4, 1], text: '## Send parked events again\nOpen the form (the address is in *Send Parked Events Again*): it shows whom each parked event is about and why it failed, and sends all of them or the ticked ones again. They go the usual way through the inbox. Who did it is in `xledger_log`.' }],
};
