// The mail server: SMTP in, a page and JSON out. Nothing is ever sent on.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { page } from '../html';
import { mailPage, mailsPage } from './page';

export interface MailOptions {
  /** 0, the default, takes any free port. Always on 127.0.0.1; with or without login, never encrypted. */
  smtpPort?: number;
  port?: number;
}

export interface Mail {
  id: string;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html?: string;
  /** Every address the mail links to, so that a test can follow an approval without reading HTML. */
  links: string[];
  attachments: Array<{ filename?: string; contentType: string; size: number }>;
}

export interface MailSandbox {
  url: string;
  smtpPort: number;
  /** Oldest first. */
  mails: Mail[];
  close(): Promise<void>;
}

/** Starts the mail server: `GET /admin/mails` lists, `DELETE /admin/mails` empties, the page at the root shows. */
export async function startMail({ smtpPort = 0, port = 0 }: MailOptions = {}): Promise<MailSandbox> {
  const mails: Mail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anybody' }),
    onData: (stream, { envelope }, done) => {
      simpleParser(stream).then((parsed) => {
        const html = parsed.html || undefined;
        mails.push({
          id: randomUUID(), at: new Date().toISOString(),
          from: parsed.from?.text ?? (envelope.mailFrom ? envelope.mailFrom.address : ''),
          to: envelope.rcptTo.map(({ address }) => address),
          subject: parsed.subject ?? '', text: parsed.text ?? '', ...(html && { html }), links: linksOf(html ?? parsed.text ?? ''),
          attachments: parsed.attachments.map(({ filename, contentType, size }) => ({ filename, contentType, size })),
        });
        done();
      }, (error: Error) => done(error));
    },
  });
  // A client that breaks off is its own affair.
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(smtpPort, '127.0.0.1', resolve));

  const app = fastify({ forceCloseConnections: true });
  mailRoutes(app, mails);
  await app.listen({ port, host: '127.0.0.1' });
  return {
    url: `http://127.0.0.1:${portOf(app.server.address())}`,
    smtpPort: portOf(smtp.server.address()),
    mails,
    close: async () => {
      await app.close();
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
  };
}

function mailRoutes(app: FastifyInstance, mails: Mail[]): void {
  const frame = (title: string, body: Parameters<typeof page>[0]['body']) => page({ title, product: 'Mail sandbox', colour: '#8a4b12', links: [{ name: 'Mails', url: '/' }], body });
  app.get('/', async (_request, reply) => reply.type('text/html').send(frame('Mails', mailsPage(mails))));
  app.get<{ Params: { id: string } }>('/mails/:id', async ({ params }, reply) => {
    const mail = mails.find(({ id }) => id === params.id);
    return reply.status(mail ? 200 : 404).type('text/html').send(frame(mail?.subject ?? 'Not found', mailPage(mail)));
  });
  app.post('/empty', async (_request, reply) => { mails.length = 0; return reply.redirect('/', 303); });
  app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _payload, done) => done(null, undefined));
  app.get('/admin/mails', async () => mails);
  app.delete('/admin/mails', async () => { mails.length = 0; return mails; });
}

function linksOf(text: string): string[] {
  return [...new Set([...text.matchAll(/https?:\/\/[^\s"'<>]+/g)].map(([link]) => link.replaceAll('&amp;', '&')))];
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}
