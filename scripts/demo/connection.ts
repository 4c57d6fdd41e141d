// The credentials under which n8n reaches the sandboxes; the shipped flows find them by these names.
import { SANDBOX_TOKEN, type XledgerSandbox } from '../../sandbox/xledger';
import type { HumaSandbox } from '../../sandbox/huma';
import type { MailSandbox } from '../../sandbox/mail';
import type { Credential } from '../n8n';
import { CREDENTIALS } from '../flows/nodes';

export interface Sandboxes {
  xledger: XledgerSandbox;
  huma: HumaSandbox;
  mail: MailSandbox;
}

/** What Huma signs its messages with and sends along; the same in Huma's settings and in the credential. */
export interface WebhookSecrets {
  clientSecret: string;
  accessToken: string;
}

export function credentialsFor({ xledger, huma, mail }: Sandboxes, secrets: WebhookSecrets): Credential[] {
  return [
    { ...CREDENTIALS.xledger.xledgerApi, type: 'xledgerApi', data: { environment: 'custom', address: xledger.graphqlUrl, token: SANDBOX_TOKEN, authorityConfirmed: true } },
    { ...CREDENTIALS.huma.humaApi, type: 'humaApi', data: { environment: 'custom', address: huma.url, clientId: huma.clientId, clientSecret: huma.clientSecret } },
    { ...CREDENTIALS.humaWebhook.humaWebhookApi, type: 'humaWebhookApi', data: { ...secrets } },
    { ...CREDENTIALS.mail.smtp, type: 'smtp', data: { host: '127.0.0.1', port: mail.smtpPort, user: '', password: '', secure: false, disableStartTls: true } },
  ];
}

/** Huma sends its messages to the published flow that takes them. */
export function sendWebhooksTo(n8nUrl: string, huma: HumaSandbox, secrets: WebhookSecrets): void {
  Object.assign(huma.webhook, { ...secrets, url: `${n8nUrl}/webhook/huma/webhook` });
}
