/** Flow 10: what Huma really sends: one delivery described without its values, for a report to this project (H1–H7). */
import type { Flow } from './flow';
import { CREDENTIALS, FLOW_IDS, ours } from './nodes';
import { insertRow } from './tables';

export const captureWebhook: Flow = {
  id: FLOW_IDS.capture,
  name: 'Xledger: Capture a Webhook',
  errorFlow: FLOW_IDS.errorLog,
  nodes: [
    { ...ours('A Delivery of Huma', [0, 1], 'humaTrigger', { output: 'description', respond: 'immediately', options: {} }, CREDENTIALS.humaWebhook), webhookId: 'huma-capture' },
    insertRow('Write to the Log', [1, 1], 'xledger_log', {
      at: '={{ $json.receivedAt }}',
      flow: '={{ $workflow.name }}',
      run: '={{ $execution.id }}',
      code: 'captured',
      what: '={{ $json.report }}',
    }),
  ],
  wires: [['A Delivery of Huma', 'Write to the Log']],
  notes: [
    { at: [0, -0.3], size: [3.6, 1.1], text: '## Capture a webhook\nThe makers of this package have never seen a real delivery of Huma. This flow writes down what one looks like: in which encoding and with which key it is signed, which fields it names, only the changed ones or all. No value is kept: each is replaced by a word for its kind, such as *date* or *digits*.' },
    { at: [2, 0.9], size: [1.8, 2], color: 7, text: '### To use it\n1. Publish this flow.\n2. In Huma, set up one more webhook: the **Production URL** of *A Delivery of Huma*, with the client secret and the access token of the credential **Huma Webhook**.\n3. Change the phone number of somebody in Huma, and nothing else.\n4. Copy `report` from this flow\'s newest execution, or `what` from the table `xledger_log`: that is what an issue should contain.\n5. **Unpublish this flow** and take the webhook away in Huma: this address answers everybody.' },
  ],
};
