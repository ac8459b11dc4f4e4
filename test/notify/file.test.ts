import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { composeNotifier, createShopNotifier } from '../../src/connectors/notify/compose.ts';
import { createFileNotifier } from '../../src/connectors/notify/file.ts';
import type { Notice, NoticeResult, Notifier } from '../../src/connectors/notify/notifier.ts';
import { maybeSent, notSent } from '../../src/connectors/notify/refusals.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const newPath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'notices-'));
  folders.push(folder);
  return join(folder, 'deep', 'notices.jsonl');
};

const aNotice = (effectId: string, audience: Notice['audience'] = 'customer'): Notice => ({
  effectId,
  audience,
  to: audience === 'customer' ? 'jane@example.com' : null,
  subject: 'Return #1',
  text: 'two\nlines',
});

const linesOf = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

describe('the notice file', () => {
  it('takes one JSON line a message', async () => {
    const path = newPath();
    const notifier = createFileNotifier({ path, now: () => new Date('2026-11-20T10:00:00Z') });
    expect(await notifier.send(aNotice('e1'))).toEqual({ ok: true, remoteId: 'e1' });
    expect(linesOf(path)).toEqual([{ at: '2026-11-20T10:00:00.000Z', ...aNotice('e1') }]);
  });

  it('can be asked whether a message went out', async () => {
    const notifier = createFileNotifier({ path: newPath() });
    expect(await notifier.probe('e1')).toBe('absent');
    await notifier.send(aNotice('e1'));
    expect(await notifier.probe('e1')).toBe('sent');
    expect(await notifier.probe('e')).toBe('absent');
  });

  it('keeps every line when many write at once', async () => {
    const path = newPath();
    const writers = [createFileNotifier({ path }), createFileNotifier({ path })];
    const ids = Array.from({ length: 100 }, (_, at) => `e${at}`);
    await Promise.all(ids.map((id, at) => writers[at % 2]?.send(aNotice(id))));
    const written = linesOf(path).map((line) => (line as Notice).effectId);
    expect(written.toSorted()).toEqual(ids.toSorted());
  });

  it('a line that a crash left unfinished spoils no other', async () => {
    const path = newPath();
    const notifier = createFileNotifier({ path });
    await notifier.send(aNotice('e1'));
    appendFileSync(path, '{"effectId":"e2","au');
    expect(await notifier.probe('e2')).toBe('absent');
    await notifier.send(aNotice('e3'));
    expect(await notifier.probe('e3')).toBe('sent');
  });

  it('says so when it cannot be written', async () => {
    const path = newPath();
    const notifier = createFileNotifier({ path: join(path, '..', '..') });
    expect(await notifier.send(aNotice('e1'))).toMatchObject({
      problem: { code: 'notice-refused', retry: 'after' },
    });
  });
});

describe('which way a message goes', () => {
  const way = (answer: NoticeResult): Notifier & { sent: string[] } => {
    const sent: string[] = [];
    return {
      sent,
      send: async ({ effectId }) => {
        sent.push(effectId);
        return answer;
      },
      probe: async () => 'unknown',
    };
  };

  it('customers and operations have their own', async () => {
    const [mail, chat] = [way({ ok: true }), way({ ok: true })];
    const notifier = composeNotifier({ customers: mail, operations: [chat] });
    await notifier.send(aNotice('e1'));
    await notifier.send(aNotice('e2', 'operations'));
    expect([mail.sent, chat.sent]).toEqual([['e1'], ['e2']]);
  });

  it('operations are reached another way when the first certainly failed', async () => {
    const [down, mail] = [way(notSent('down', 'free')), way({ ok: true })];
    const notifier = composeNotifier({ customers: null, operations: [down, mail] });
    expect((await notifier.send(aNotice('e1', 'operations'))).ok).toBe(true);
    expect(mail.sent).toEqual(['e1']);
  });

  it('nobody is told twice: an unknown outcome ends the search', async () => {
    const [lost, mail] = [way(maybeSent('lost')), way({ ok: true })];
    const notifier = composeNotifier({ customers: null, operations: [lost, mail] });
    expect((await notifier.send(aNotice('e1', 'operations'))).ok).toBe(false);
    expect(mail.sent).toEqual([]);
  });

  it('without a way it is a refusal that says so, not a silence', async () => {
    const notifier = composeNotifier({ customers: null, operations: [] });
    const sent = await notifier.send(aNotice('e1'));
    expect(sent).toMatchObject({ problem: { code: 'notice-refused', retry: 'never' } });
  });

  it('a shop gets its ways from the configuration', async () => {
    const path = newPath();
    const notifier = createShopNotifier(
      { smtp: null, slackWebhookUrl: null, noticeFile: path },
      { customers: 'file', alertsTo: [], from: null, replyTo: null },
    );
    await notifier.send(aNotice('e1'));
    await notifier.send(aNotice('e2', 'operations'));
    expect(linesOf(path)).toHaveLength(2);
    expect(await notifier.probe('e2')).toBe('sent');
    expect(await notifier.probe('e3')).toBe('absent');
  });
});
