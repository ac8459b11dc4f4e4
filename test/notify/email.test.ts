import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createEmailNotifier, messageIdOf } from '../../src/connectors/notify/email.ts';
import type { Notice } from '../../src/connectors/notify/notifier.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const notice: Notice = {
  effectId: '018f3c1e-eff1',
  audience: 'customer',
  to: 'jane@example.com',
  subject: 'Return #1106-R2: refunded 41,37 €',
  text: 'Grüße aus Köln\n.\nend',
};

interface Mail {
  readonly from: string;
  readonly to: string[];
  readonly raw: string;
  readonly user: string | null;
}

/** A real SMTP server on a free port. */
async function startMailServer(options: { login?: boolean } = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: !options.login,
    disabledCommands: options.login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.password === 'right' ? done(null, { user: 'robot' }) : done(new Error('wrong')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          user: typeof session.user === 'string' ? session.user : null,
        });
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { mails, port: (listening.address() as AddressInfo).port };
}

/** A mail server that answers by the book until `at`, and then does what it is told. */
async function startBrokenServer(at: string, act: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let body: string | null = null;
    const answer = (command: string): void => {
      if (command === at) {
        act(socket);
        return;
      }
      if (command === 'DATA') {
        body = '';
        socket.write('354 go on\r\n');
        return;
      }
      if (command === 'QUIT') socket.end('221 bye\r\n');
      else socket.write(command === 'GREETING' ? '220 hello\r\n' : '250 ok\r\n');
    };
    answer('GREETING');
    socket.on('data', (chunk) => {
      if (body !== null) {
        body += chunk.toString();
        if (!body.endsWith('\r\n.\r\n')) return;
        body = null;
        answer('END');
        return;
      }
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        answer(line.split(/[ :]/)[0]?.toUpperCase() ?? '');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

const mailer = (port: number, more: { url?: string; timeoutMs?: number } = {}) =>
  createEmailNotifier({
    url: more.url ?? `smtp://127.0.0.1:${port}`,
    from: 'Acme Store <returns@acme.example>',
    replyTo: 'help@acme.example',
    operations: ['ops@acme.example', 'lead@acme.example'],
    timeoutMs: more.timeoutMs ?? 2_000,
  });

describe('mail', () => {
  it('goes to the customer with a Message-ID made from the effect id', async () => {
    const server = await startMailServer();
    const sent = await mailer(server.port).send(notice);
    expect(sent).toEqual({ ok: true, remoteId: '<018f3c1e-eff1@acme.example>' });
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'returns@acme.example', to: ['jane@example.com'] });
    expect(mail?.raw).toContain('Message-ID: <018f3c1e-eff1@acme.example>');
    expect(mail?.raw).toContain('From: Acme Store <returns@acme.example>');
    expect(mail?.raw).toContain('Reply-To: help@acme.example');
    expect(mail?.raw).toContain('Auto-Submitted: auto-generated');
  });

  it('keeps lines that are only a dot, and letters beyond ASCII', async () => {
    const server = await startMailServer();
    await mailer(server.port).send(notice);
    const raw = server.mails[0]?.raw ?? '';
    const encoded = raw.slice(raw.indexOf('\r\n\r\n') + 4);
    const text = /base64/i.test(raw)
      ? Buffer.from(encoded, 'base64').toString()
      : decodeQuotedPrintable(encoded);
    expect(text.trim().replaceAll('\r\n', '\n')).toBe(notice.text);
  });

  it('alerts go to everybody on the list', async () => {
    const server = await startMailServer();
    await mailer(server.port).send({ ...notice, audience: 'operations', to: null });
    expect(server.mails[0]?.to).toEqual(['ops@acme.example', 'lead@acme.example']);
  });

  it('a subject cannot smuggle in a header', async () => {
    const server = await startMailServer();
    await mailer(server.port).send({ ...notice, subject: 'a\r\nBcc: evil@example.com' });
    expect(server.mails[0]?.to).toEqual(['jane@example.com']);
    expect(server.mails[0]?.raw).not.toMatch(/^Bcc:/m);
  });

  it.each([null, '', 'jane', 'jane@', 'a@b.example\r\nRCPT TO:<evil@example.com>', 'a@b.c, d@e.f'])(
    'no mail goes to %j',
    async (to) => {
      const server = await startMailServer();
      const sent = await mailer(server.port).send({ ...notice, to });
      expect(sent).toMatchObject({
        ok: false,
        problem: { code: 'notice-refused', retry: 'never' },
      });
      expect(server.mails).toEqual([]);
    },
  );

  it('signs in where the address says so, and a wrong password is a refusal', async () => {
    const server = await startMailServer({ login: true });
    const at = (password: string) =>
      mailer(server.port, { url: `smtp://robot:${password}@127.0.0.1:${server.port}` });
    expect((await at('right').send(notice)).ok).toBe(true);
    expect(server.mails[0]?.user).toBe('robot');
    const refused = await at('wrong').send(notice);
    expect(refused).toMatchObject({ problem: { code: 'notice-refused', retry: 'never' } });
    expect(JSON.stringify(refused)).not.toContain('wrong');
  });

  it('a server that is not there was never reached', async () => {
    const sent = await mailer(1).send(notice);
    expect(sent).toMatchObject({ problem: { code: 'notice-refused', retry: 'free' } });
  });

  it.each<[string, string, string, string]>([
    ['the address does not exist', 'RCPT', '550 no such user', 'never'],
    ['the mailbox is full for now', 'RCPT', '452 try later', 'after'],
    ['the content is refused', 'END', '554 spam', 'never'],
    ['the content is refused for now', 'END', '451 greylisted', 'after'],
    ['the sender is refused', 'MAIL', '550 who are you', 'never'],
  ])('when %s nothing was sent', async (_name, at, reply, retry) => {
    const port = await startBrokenServer(at, (socket) => void socket.write(`${reply}\r\n`));
    const sent = await mailer(port).send(notice);
    expect(sent).toMatchObject({ problem: { code: 'notice-refused', retry } });
  });

  it.each(['GREETING', 'EHLO', 'MAIL', 'RCPT', 'DATA'])(
    'a connection lost at %s has sent nothing',
    async (at) => {
      const port = await startBrokenServer(at, (socket) => void socket.destroy());
      const sent = await mailer(port).send(notice);
      expect(sent).toMatchObject({ problem: { code: 'notice-refused', retry: 'free' } });
    },
  );

  it('a connection lost after the body has an unknown outcome', async () => {
    const port = await startBrokenServer('END', (socket) => void socket.destroy());
    const sent = await mailer(port).send(notice);
    expect(sent).toMatchObject({ problem: { code: 'notice-outcome-unknown', retry: 'never' } });
  });

  it('a server that falls silent after the body has an unknown outcome', async () => {
    const port = await startBrokenServer('END', () => undefined);
    const sent = await mailer(port, { timeoutMs: 300 }).send(notice);
    expect(sent).toMatchObject({ problem: { code: 'notice-outcome-unknown' } });
  });

  it('a server that falls silent before the body has sent nothing', async () => {
    const port = await startBrokenServer('MAIL', () => undefined);
    const sent = await mailer(port, { timeoutMs: 300 }).send(notice);
    expect(sent).toMatchObject({ problem: { code: 'notice-refused', retry: 'free' } });
  });

  it('cannot be asked afterwards', async () => {
    expect(await mailer(1).probe('x')).toBe('unknown');
  });

  it('a Message-ID has no odd characters, whatever the effect id', () => {
    expect(messageIdOf('a b<c>:d', 'x@y.example')).toBe('<a-b-c--d@y.example>');
  });
});

const decodeQuotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_all, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
    'latin1',
  ).toString();
