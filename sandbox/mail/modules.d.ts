// What the mail sandbox uses of two libraries that come without types.

declare module 'smtp-server' {
  import type { Server } from 'node:net';
  import type { Readable } from 'node:stream';

  type Done = (error?: Error | null, answer?: { user: string }) => void;

  export class SMTPServer {
    constructor(options: {
      authOptional?: boolean;
      disabledCommands?: string[];
      size?: number;
      onAuth?: (auth: { username?: string; password?: string }, session: unknown, done: Done) => void;
      onData?: (stream: Readable, session: { envelope: { mailFrom: false | { address: string }; rcptTo: Array<{ address: string }> } }, done: Done) => void;
    });
    server: Server;
    listen(port: number, host: string, done: () => void): Server;
    close(done: () => void): void;
    on(event: 'error', listener: (error: Error) => void): this;
  }
}

declare module 'mailparser' {
  import type { Readable } from 'node:stream';

  export interface ParsedMail {
    subject?: string;
    text?: string;
    html?: string | false;
    from?: { text: string };
    attachments: Array<{ filename?: string; contentType: string; size: number }>;
  }

  export function simpleParser(source: Readable | Buffer | string): Promise<ParsedMail>;
}
