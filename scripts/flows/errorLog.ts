/** The error flow: what stopped a flow goes to the log, with runs of digits masked. */
import type { Flow } from './flow';
import { freeLock } from './lock';
import { FLOW_IDS, set, whenCalled } from './nodes';
import { insertRow } from './tables';

/** Five digits or more may be part of an account, a birth date or a national ID. */
const masked = (text: string) => `={{ String(${text} ?? '').replace(/\\d[\\d .-]{3,}\\d/g, '•••').slice(0, 500) }}`;

/** Xledger may still be at work on the last request of a run that died; who looked before it is done would do it again. */
const LAST_REQUEST_IS_DONE = 60;

export const errorLog: Flow = {
  id: FLOW_IDS.errorLog,
  name: 'Xledger: Error Log',
  nodes: [
    { name: 'Error Trigger', type: 'n8n-nodes-base.errorTrigger', typeVersion: 1, at: [0, 1], parameters: {} },
    insertRow('Write to the Log', [1, 1], 'xledger_log', {
      at: '={{ $now.toISO() }}',
      flow: '={{ $json.workflow.name }}',
      run: "={{ $json.execution?.id ?? '' }}",
      outcome: 'notAttempted',
      code: 'flowStopped',
      fields: "={{ $json.execution?.lastNodeExecuted ?? '' }}",
      what: masked('$json.execution?.error?.message ?? $json.trigger?.error?.message'),
      retry: true,
    }),
    freeLock('Free Its Lock', [2, 1], { holder: "={{ $('Error Trigger').first().json.execution?.id ?? 'none' }}", after: LAST_REQUEST_IS_DONE }),
    whenCalled('Are You There?', [0, 2.4]),
    set('Here', [1, 2.4], { there: true }),
  ],
  wires: [
    ['Error Trigger', 'Write to the Log'],
    ['Write to the Log', 'Free Its Lock'],
    ['Are You There?', 'Here'],
  ],
  notes: [
    { at: [0, 0], size: [3, 0.85], text: '## Error log\nThe other flows name this one as their error workflow. **Publish it**: n8n says nothing when an error workflow is not published. The log is the Data Table `xledger_log`; long numbers are masked.' },
    { at: [0, 2.05], size: [2.6, 1.3], color: 4, text: '*Set-up calls this to see whether the flow is published.*' },
  ],
};
