/** What Huma signs its webhooks with, and the key that seals sensitive values between Huma Trigger and the nodes that may open them. */
import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

// No `test` here: Huma has no call that could check it. The nodes that use it look at what was entered (nodes/shared/credentialTests).
export class HumaWebhookApi implements ICredentialType {
  name = 'humaWebhookApi';

  displayName = 'Huma Webhook API';

  icon: Icon = { light: 'file:../icons/huma.svg', dark: 'file:../icons/huma.dark.svg' };

  documentationUrl = 'https://github.com/n8n-nodes-xledger/n8n-nodes-xledger#credentials';

  properties: INodeProperties[] = [
    {
      displayName: 'Enter the same values here and in Huma, where the webhook is set up. One of the two is enough; with both, both must be right.',
      name: 'notice',
      type: 'notice',
      default: '',
    },
    {
      displayName: 'Client Secret',
      name: 'clientSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description: 'Huma signs each message with it. Recommended: it also shows that the message was not changed on its way.',
    },
    {
      displayName: 'Access Token',
      name: 'accessToken',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description: 'Huma sends it along with each message',
    },
  ];
}
