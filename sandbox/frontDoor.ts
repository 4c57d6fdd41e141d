// The demo's first page: its story in order, with links to everything that runs.
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { html, page, type Html } from './html';

export interface FrontDoorOptions {
  /** 0, the default, takes any free port. Always on 127.0.0.1. */
  port?: number;
  n8nUrl: string;
  humaUrl: string;
  xledgerUrl: string;
  mailUrl?: string;
  login: { email: string; password: string };
  /** The flows in n8n, as its own list names them. */
  flows: ReadonlyArray<{ name: string; url: string }>;
  /** Who starts out apart, and how (scenario.ts). */
  remarks?: ReadonlyArray<{ name: string; email: string; what: string }>;
  /** The line to Xledger, to be cut and mended by a visitor. */
  line?: Line;
  /** The events that wait for Xledger now. */
  inbox?: () => Promise<readonly WaitingEvent[]>;
}

export interface Line {
  isCut(): boolean;
  cut(): void;
  mend(): void;
}

/** A row of the flows' inbox, as text. */
export interface WaitingEvent {
  humaId: string;
  status: string;
  tries: number;
  /** ISO date-time of the next try. */
  nextTry: string;
  reason: string;
}

export interface FrontDoor {
  url: string;
  close(): Promise<void>;
}

export async function startFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const app = fastify({ forceCloseConnections: true });
  app.get('/', async (_request, reply) => reply.type('text/html').send(frame('Start', storyPage(options))));
  app.get('/side-by-side', async (_request, reply) => reply.type('text/html').send(sideBySide(options)));
  if (options.line && options.inbox) offerInbox(app, options.line, options.inbox);
  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, close: () => app.close() };
}

/** A page to cut the line to Xledger on, and to watch events wait and leave. */
function offerInbox(app: FastifyInstance, line: Line, inbox: NonNullable<FrontDoorOptions['inbox']>): void {
  app.get('/inbox', async (_request, reply) => reply.type('text/html').header('refresh', '2').send(frame('Inbox', inboxPage(line.isCut(), await inbox()))));
  // A browser's form says this even when it is empty.
  app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _payload, done) => done(null, undefined));
  app.post('/line/:change', async (request, reply) => {
    const { change } = request.params as { change: string };
    if (change === 'cut') line.cut();
    if (change === 'mend') line.mend();
    return reply.redirect('/inbox', 303);
  });
}

function inboxPage(isCut: boolean, waiting: readonly WaitingEvent[]): Html {
  const button = (change: string, words: string, look: string) => html`<form method="post" action="/line/${change}"><button class="${look}" data-test="line-${change}">${words}</button></form>`;
  return html`
<h1>The inbox</h1>
<p class="soft">Events that Huma was promised, on disk in n8n. This page looks again every two seconds.</p>
<div class="card row apart"><span data-test="line">${isCut ? html`<span class="tag bad">Xledger cannot be reached</span> Edit somebody in Huma: the event waits here, and nothing is lost.` : html`<span class="tag">Xledger is reached</span> Events leave within seconds.`}</span>
${isCut ? button('mend', 'Mend the line', 'main') : button('cut', 'Cut the line to Xledger', 'danger')}</div>
<div class="card"><table data-test="waiting"><thead><tr><th>Person in Huma</th><th>State</th><th>Tries</th><th>Next try</th><th>Why it waits</th></tr></thead>
<tbody>${waiting.map(({ humaId, status, tries, nextTry, reason }) => html`<tr><td>${humaId}</td><td>${status}</td><td>${tries}</td><td>${nextTry}</td><td>${reason}</td></tr>`)}</tbody></table>
${waiting.length === 0 && html`<p class="soft" data-test="empty">Nothing waits.</p>`}</div>
<p><a href="/">Back to the story</a></p>`;
}

function storyPage(options: FrontDoorOptions): Html {
  const { n8nUrl, humaUrl, xledgerUrl, mailUrl, login, flows, remarks = [] } = options;
  return html`
<h1>Huma and Xledger, kept the same by n8n</h1>
<p class="soft">Everything here runs on this machine, with invented people. Nothing leaves it.</p>
<div class="tiles">
${tile('Huma', humaUrl, 'People as HR knows them', 'open-huma')}
${tile('Xledger', xledgerUrl, 'Employees as the ERP knows them', 'open-xledger')}
${tile('n8n', n8nUrl, 'The flows between them', 'open-n8n')}
${mailUrl && tile('Mail', mailUrl, 'What the flows send', 'open-mail')}
${tile('Side by side', '/side-by-side', 'Huma and Xledger in one window', 'open-side-by-side')}
</div>
<div class="card"><h2>Sign in to n8n</h2><p class="row"><span>E-mail <code data-test="login-email">${login.email}</code></span><span>Password <code data-test="login-password">${login.password}</code></span></p></div>
<div class="card"><h2>The story</h2><ol class="story">${STORY.map(({ title, text, flow, links }) => html`
<li><b>${title}</b><br>${text} ${flows.filter(({ name }) => flow?.test(name)).map(({ name, url }) => html`<br><a href="${url}">${name}</a>`)}
${links?.flatMap((key) => linkTo(options, key)).map((link) => html`<br>${link}`)}</li>`)}</ol></div>
${flows.length > 0 && html`<div class="card"><h2>All flows</h2><ul data-test="flows">${flows.map(({ name, url }) => html`<li><a href="${url}">${name}</a></li>`)}</ul></div>`}
${remarks.length > 0 && html`<div class="card"><h2>Who starts out apart</h2><table data-test="remarks"><tbody>${remarks.map(({ name, email, what }) => html`<tr><td>${name}</td><td>${email}</td><td>${what}</td></tr>`)}</tbody></table></div>`}`;
}

type Place = 'huma' | 'xledger' | 'mail' | 'sideBySide' | 'inbox';

/** The demo in order; `flow` finds the flows that a step uses by their names. */
const STORY: ReadonlyArray<{ title: string; text: string; flow?: RegExp; links?: readonly Place[] }> = [
  { title: 'Edit somebody in Huma, and watch it arrive', text: 'Change a phone number or an address, save, and look at the same person in Xledger a few seconds later.', flow: /events to inbox|inbox to/i, links: ['sideBySide'] },
  { title: 'Change something in Xledger, and run the manual sync', text: 'A form, step by step: who matches, what differs, which side wins, who is created where. Nothing is written before the last page. Then read the e-mail.', flow: /manual/i, links: ['xledger', 'mail'] },
  { title: 'Break the network, and watch the inbox wait', text: 'Cut the line to Xledger, edit somebody in Huma, see the event wait, and mend the line: it arrives by itself.', links: ['inbox', 'huma'] },
  { title: 'Hire somebody', text: 'Add a person in Huma. With automatic adding on, the employee appears in Xledger; else the next manual sync offers it.', links: ['huma', 'xledger'] },
  { title: 'Deactivate somebody', text: 'The employee in Xledger stays as it is, whatever is changed in Huma afterwards.', links: ['huma'] },
  { title: 'Let the night pass', text: 'Run the nightly full sync by hand: it repairs what no event told, asks first when too much would change, and mails the result.', flow: /night|full/i, links: ['mail'] },
  { title: 'Undo a run', text: 'Every run can be taken back, as long as nobody changed the values since.', flow: /undo/i },
];

function linkTo({ humaUrl, xledgerUrl, mailUrl, inbox }: FrontDoorOptions, place: Place): Html[] {
  const places: Record<Place, [string, string | undefined]> = {
    huma: ['Huma', humaUrl], xledger: ['Xledger', xledgerUrl], mail: ['Mail', mailUrl], sideBySide: ['Huma and Xledger side by side', '/side-by-side'], inbox: ['The inbox, and the line to Xledger', inbox && '/inbox'],
  };
  const [name, url] = places[place];
  return url ? [html`<a href="${url}">${name}</a>`] : [];
}

function tile(name: string, url: string, what: string, test: string): Html {
  return html`<a href="${url}" data-test="${test}"><b>${name}</b>${what}</a>`;
}

function frame(title: string, body: Html): string {
  return page({ title, product: 'n8n-nodes-xledger demo', colour: '#20655a', body });
}

function sideBySide({ humaUrl, xledgerUrl }: FrontDoorOptions): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Huma and Xledger side by side</title><link rel="icon" href="data:,">
<style>html, body { margin: 0; height: 100%; } body { display: flex; } iframe { flex: 1; height: 100%; border: 0; border-right: 3px solid #20655a; }</style></head>
<body><iframe src="${humaUrl}" title="Huma" data-test="huma"></iframe><iframe src="${xledgerUrl}" title="Xledger" data-test="xledger"></iframe></body></html>`.text;
}
