/** Flow 1: what Huma sends is checked and put in the inbox before Huma gets its answer. Xledger has no part in it. */
import type { Flow } from './flow';
import { CREDENTIALS, FLOW_IDS, ours, set, whenCalled } from './nodes';
import { insertItems } from './tables';

export const eventsToInbox: Flow = {
  id: FLOW_IDS.events,
  name: 'Xledger: Huma Events to Inbox',
  errorFlow: FLOW_IDS.errorLog,
  forgetsSuccess: true,
  nodes: [
    { ...ours('Huma Trigger', [0, 1], 'humaTrigger', { topics: ['users-create', 'users-update', 'users-delete', 'users-export', 'other'], output: 'idsOnly', respond: 'whenDone', options: { replayWindow: 5, takeTogether: true } }, CREDENTIALS.humaWebhook), typeVersion: 2, webhookId: 'huma' },
    // No expressions here: they would halve how many events a second are taken.
    set('Mark as Waiting', [1, 1], { connection: 'default', status: 'waiting', tries: 0, strikes: 0 }, { keep: true }),
    insertItems('Put in Inbox', [2, 1], 'xledger_inbox'),
    whenCalled('Are You There?', [0, 2.4]),
    set('Here', [1, 2.4], { there: true }),
  ],
  wires: [
    ['Huma Trigger', 'Mark as Waiting'],
    ['Mark as Waiting', 'Put in Inbox'],
    ['Are You There?', 'Here'],
  ],
  notes: [
    {
      at: [0, 0],
      size: [3, 0.85],
      text: '## Huma events → inbox\nHuma gets its answer when the event is in the table `xledger_inbox`, and not before: what was answered is never lost. Messages that come while others are put in the table go there together. Only ids are kept, no values: the person is read again from Huma when the inbox is worked off. The same message again within five seconds is put off to their end, once; further ones are dropped.',
    },
    { at: [3.2, 0.9], size: [1.5, 1.3], color: 7, text: '### To connect\n1. Publish this flow.\n2. Copy the **Production URL** of *Huma Trigger*.\n3. Paste it in Huma where webhooks are set up, with the same client secret and access token as in the credential **Huma Webhook**.' },
    { at: [3.2, 2.4], size: [1.5, 0.8], text: '### Several connections\nDuplicate this flow and the next, change the connection\'s name in *Mark as Waiting* and in *Settings*.' },
    { at: [0, 2.05], size: [2.6, 1.3], color: 4, text: '*Set-up calls this to see whether the flow is published.*' },
  ],
};
