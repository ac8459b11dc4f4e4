import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { z } from 'zod';
import type { Notice, NoticeResult, Notifier } from './notifier.ts';
import { maybeSent, notSent } from './refusals.ts';

export interface EmailOptions {
  /** `smtp://` (STARTTLS where offered) or `smtps://`; may carry user and password. */
  readonly url: string;
  readonly from: string;
  readonly replyTo?: string | null;
  /** Where alerts go. */
  readonly operations?: readonly string[];
  readonly timeoutMs?: number;
}

const address = z.email();

/**
 * Sends over SMTP, one connection a message. The Message-ID is made from the effect id, so that a
 * message can be found in the mail log. A connection lost before the body began is `notice-refused`
 * and free to repeat; lost after that, the outcome is unknown.
 */
export function createEmailNotifier(options: EmailOptions): Notifier {
  return {
    send: async (notice) => {
      const to = notice.audience === 'operations' ? (options.operations ?? []) : [notice.to ?? ''];
      const valid = to.filter((one) => address.safeParse(one).success);
      if (valid.length === 0) {
        return notSent('There is no valid mail address to send this message to', 'never');
      }
      return transmit(notice, valid, options);
    },
    probe: async () => 'unknown',
  };
}

/** `<effect id@domain of the sender>` */
export function messageIdOf(effectId: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'backhaul.invalid';
  return `<${effectId.replaceAll(/[^A-Za-z0-9._-]/g, '-')}@${domain}>`;
}

async function transmit(
  notice: Notice,
  to: readonly string[],
  options: EmailOptions,
): Promise<NoticeResult> {
  const messageId = messageIdOf(notice.effectId, options.from);
  const message = new MailComposer({
    from: options.from,
    to: [...to],
    ...(options.replyTo ? { replyTo: options.replyTo } : {}),
    subject: notice.subject,
    text: notice.text,
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }).compile();
  const sent = await deliver(message.getEnvelope(), await message.build(), options);
  return sent.kind === 'accepted' ? { ok: true, remoteId: messageId } : failure(sent);
}

type Envelope = Parameters<SMTPConnection['send']>[0];

type Delivered =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly bodyBegun: boolean };

function deliver(envelope: Envelope, body: Buffer, options: EmailOptions): Promise<Delivered> {
  const timeoutMs = options.timeoutMs ?? 30_000;
  const { auth, ...target } = parseConnectionUrl(options.url);
  const connection = new SMTPConnection({
    ...target,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  // Read only once the server has said that the body may come: the point of no return.
  let bodyBegun = false;
  const stream = Readable.from(
    (function* () {
      bodyBegun = true;
      yield body;
    })(),
    { objectMode: false },
  );
  return new Promise((resolve) => {
    const fail = (error: unknown): void => {
      // First the answer: closing emits `end`, which would overwrite the reason.
      resolve({ kind: 'failed', error, bodyBegun });
      connection.close();
    };
    const send = (): void => {
      connection.send(envelope, stream, (error) => {
        if (error) return fail(error);
        connection.quit();
        resolve({ kind: 'accepted' });
      });
    };
    connection.on('error', fail);
    connection.once('end', () => fail(new Error('The mail server closed the connection')));
    connection.connect((error) => {
      if (error) return fail(error);
      if (!auth) return send();
      connection.login(auth, (refusal) => (refusal ? fail(refusal) : send()));
    });
  });
}

const smtpFault = z.object({ responseCode: z.number().int().optional() });

/** A reply code is a definite no, 4xx for now and 5xx for good; without one the body decides. */
function failure(failed: Extract<Delivered, { kind: 'failed' }>): NoticeResult {
  const { error: cause, bodyBegun } = failed;
  const code = smtpFault.safeParse(cause).data?.responseCode;
  if (code !== undefined && code >= 500) {
    return notSent(`The mail server refused the message (${code})`, 'never', { cause });
  }
  if (code !== undefined && code >= 400) {
    return notSent(`The mail server refused the message for now (${code})`, 'after', { cause });
  }
  if (bodyBegun) {
    return maybeSent('The mail server did not confirm that it took the message', cause);
  }
  return notSent('The mail server cannot be reached', 'free', { cause });
}
