// The pages of the mail sandbox: the list, and one mail.
import { html, Html } from '../html';
import type { Mail } from './server';

export function mailsPage(mails: readonly Mail[]): Html {
  return html`
<div class="row apart"><h1>Mails</h1><form method="post" action="/empty"><button data-test="empty">Empty</button></form></div>
<div class="card"><table data-test="mails"><thead><tr><th>Time</th><th>To</th><th>Subject</th></tr></thead><tbody>
${mails.length === 0 && html`<tr><td colspan="3" class="soft">None yet.</td></tr>`}
${[...mails].reverse().map(({ id, at, to, subject }) => html`<tr data-test="mail"><td>${at.slice(11, 19)}</td><td>${to.join(', ')}</td><td><a href="/mails/${id}">${subject || '(no subject)'}</a></td></tr>`)}
</tbody></table></div>`;
}

/** The mail's own HTML stands in a frame that runs no scripts; its links open in a new window. */
export function mailPage(mail: Mail | undefined): Html {
  if (!mail) return html`<h1>Not here</h1><p><a href="/">All mails</a></p>`;
  const body = mail.html === undefined
    ? html`<pre data-test="text">${mail.text}</pre>`
    : html`<iframe data-test="html" title="Mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${mail.html}`}" style="width:100%;height:60vh;border:0"></iframe>`;
  return html`
<p><a href="/">← All mails</a></p><h1 data-test="subject">${mail.subject}</h1>
<p class="soft">From ${mail.from} to ${mail.to.join(', ')}, ${mail.at}</p>
<div class="card">${body}</div>
${mail.attachments.length > 0 && html`<p class="soft">Attached: ${mail.attachments.map(({ filename, size }) => `${filename ?? 'file'} (${size} bytes)`).join(', ')}</p>`}
${mail.links.length > 0 && html`<details><summary>Links</summary>${mail.links.map((link) => html`<p><a href="${link}" data-test="link">${link}</a></p>`)}</details>`}`;
}
