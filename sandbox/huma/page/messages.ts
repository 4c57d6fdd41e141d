// The webhook's page: where messages go, how they are signed, and what became of the latest ones.
import { html, Html } from '../../html';
import type { Huma } from '../context';

const SHOWN = 100;
const NOTES: Record<string, string> = { saved: 'Saved.', exported: 'The export is on its way.' };

export function webhookPage(huma: Huma, done = ''): Html {
  const { url, clientSecret, accessToken } = huma.webhooks.settings;
  return html`
<h1>Webhook</h1><p class="soft">Every change of a person is sent to this address.</p>
${NOTES[done] && html`<div class="note" data-test="note">${NOTES[done]}</div>`}
<form class="card" method="post" action="/webhook" autocomplete="off" data-test="webhook-form">
<div class="fields">
<label>Receiving URL<input name="url" value="${url}" placeholder="http://localhost:5678/webhook/…" data-test="webhook-url"></label>
<label>Client secret (signs the body)<input name="clientSecret" value="${clientSecret}" data-test="webhook-secret"></label>
<label>Access token (sent as bearer)<input name="accessToken" value="${accessToken}" data-test="webhook-token"></label>
</div><p><button class="main" data-test="webhook-save">Save</button></p></form>
<div class="row apart"><h2>Latest messages</h2><form method="post" action="/export"><button data-test="export">Export everybody</button></form></div>
<div class="card"><table data-test="deliveries"><thead><tr><th>Time</th><th>Topic</th><th>People</th><th>Answer</th><th>Tries</th><th></th></tr></thead>
<tbody id="deliveries">${deliveryRows(huma)}</tbody></table></div>
<script>${KEEP_FRESH}</script>`;
}

/** The table's rows, newest first; the page fetches them again and again. */
export function deliveryRows(huma: Huma): Html {
  const latest = huma.webhooks.deliveries.slice(-SHOWN).reverse();
  if (latest.length === 0) return html`<tr><td colspan="6" class="soft">None yet.</td></tr>`;
  return html`${latest.map(({ id, at, topic, users, status, ok, ms, attempts, error }) => html`
<tr data-test="delivery" data-topic="${topic}" data-ok="${String(ok)}"><td>${at.slice(11, 19)}</td><td><a href="/deliveries/${id}">${topic}</a></td><td>${namesOf(huma, users)}</td>
<td><span class="tag${ok ? '' : ' bad'}">${attempts === 0 ? 'waiting' : status || (error ?? 'no answer')}</span> <span class="soft">${attempts > 0 && `${ms} ms`}</span></td><td>${attempts}</td>
<td>${attempts > 0 && html`<form method="post" action="/deliveries/${id}/redeliver"><button data-test="redeliver">Send again</button></form>`}</td></tr>`)}`;
}

/** One message as it was sent. */
export function deliveryPage(huma: Huma, id: string): Html {
  const body = huma.webhooks.bodyOf(id);
  return html`<p><a href="/webhook">← Webhook</a></p><h1>Message</h1><pre data-test="message-body">${body ? JSON.stringify(body, null, 2) : 'No longer kept.'}</pre>`;
}

function namesOf(huma: Huma, ids: readonly string[]): string {
  const names = ids.slice(0, 3).map((id) => {
    const profile = huma.store.users.get(id)?.profile;
    return profile ? `${profile.givenName} ${profile.familyName}` : 'deleted';
  });
  return ids.length > 3 ? `${names.join(', ')} and ${ids.length - 3} more` : names.join(', ');
}

const KEEP_FRESH = new Html(`
setInterval(async () => {
  const answer = await fetch('/webhook/deliveries').catch(() => undefined);
  if (answer?.ok) document.getElementById('deliveries').innerHTML = await answer.text();
}, 2000);`);
