import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordHints } from '../../src/ledger/inbox.ts';
import { createHintBatches, type HintBatches } from '../../src/webhooks/batch.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';
import { approved } from './bodies.ts';
import { type Intake, startIntake } from './intake.ts';

let ledger: TestLedger;
let batches: HintBatches;
let intake: Intake;

beforeAll(async () => {
  ledger = await openTestLedger();
  batches = createHintBatches({
    commit: (hints) =>
      ledger.transact(async () => {
        const recorded = await recordHints(ledger, hints);
        return recorded.map(({ isNew }) => (isNew ? 'new' : 'duplicate'));
      }),
  });
  intake = await startIntake(batches.record);
});
afterAll(async () => {
  await intake.close();
  await batches.close();
  await ledger.close();
});

const inbox = () => ledger.db().selectFrom('inbox').selectAll().orderBy('id').execute();

describe('the intake on a real ledger', () => {
  it('everything answered 200 is there, once, also when sent at once and twice', async () => {
    const ids = Array.from({ length: 60 }, (_, at) => `burst-${at % 40}`);
    const answers = await Promise.all(ids.map((id) => intake.post({ body: approved, id })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.filter(({ text }) => text === 'accepted')).toHaveLength(40);
    expect(answers.filter(({ text }) => text === 'duplicate')).toHaveLength(20);
    expect(await inbox()).toHaveLength(40);
  });

  it('nothing a body can hold makes its batch fail', async () => {
    const before = (await inbox()).length;
    const bodies = [
      '{"id":820982911946154508,"note":"\\u0000 and \\ud800"}',
      '{"id":1}\u0000',
      new Uint8Array([0xff, 0xfe, 0x00]),
      '{"id":1,"note":"\ud83d\ude00 \u202e"}',
      '',
      '{"__proto__":{"id":1}}',
    ];
    const answers = await Promise.all(
      bodies.map((body, at) => intake.post({ body, id: `odd-${at}`, topic: 'orders/updated' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    const rows = (await inbox()).slice(before);
    expect(rows).toHaveLength(bodies.length);
    const first = rows.find(({ delivery_key }) => delivery_key === 'id:odd-0/');
    expect(first).toMatchObject({
      subject_kind: 'order',
      subject_id: 'gid://shopify/Order/820982911946154508',
      body: bodies[0],
      problem_code: null,
    });
  });

  it('what cannot be read is kept with its problem, for the exception', async () => {
    await intake.post({ body: '{"id":', id: 'half', topic: 'orders/updated' });
    await intake.post({ body: '{}', id: 'new-topic', topic: 'products/create' });
    const rows = (await inbox()).slice(-2);
    expect(rows.map(({ problem_code }) => problem_code)).toEqual([
      'webhook-unreadable',
      'webhook-topic-unknown',
    ]);
    expect(rows[0]?.body).toBe('{"id":');
  });
});
