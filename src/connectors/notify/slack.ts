import { sendHttp } from '../http.ts';
import type { NoticeResult, Notifier } from './notifier.ts';
import { maybeSent, notSent } from './refusals.ts';

/**
 * Posts to a Slack incoming webhook, which answers 200 `ok`. Slack has no key to repeat under: after
 * a lost answer the outcome is unknown.
 */
export function createSlackNotifier(options: {
  readonly webhookUrl: string;
  readonly timeoutMs?: number;
}): Notifier {
  return {
    send: async (notice) => {
      const outcome = await sendHttp({
        method: 'POST',
        url: options.webhookUrl,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          text: `*${escapeText(notice.subject)}*\n${escapeText(notice.text)}`,
        }),
        timeoutMs: options.timeoutMs ?? 10_000,
        maxBytes: 64 * 1024,
      });
      switch (outcome.kind) {
        case 'not-sent':
          return notSent(`Slack cannot be reached (${outcome.reason})`, 'free');
        case 'unknown':
          return maybeSent(`Slack did not answer (${outcome.reason})`);
        case 'reply':
          return judge(outcome.status, outcome.headers.get('retry-after'));
      }
    },
    probe: async () => 'unknown',
  };
}

function judge(status: number, retryAfter: string | null): NoticeResult {
  if (status === 200) return { ok: true };
  if (status === 429) {
    const seconds = /^[0-9]{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : 30;
    return notSent('Slack asks to wait (429)', 'after', { retryAfterMs: seconds * 1_000 });
  }
  if (status >= 500) return maybeSent(`Slack failed (${status})`);
  return notSent(`Slack refused the message (${status})`, 'never');
}

/** Slack's three control characters; without this a title could make a link or call everybody. */
const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
