import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { openLedger } from '../../src/ledger/open.ts';
import { newTestDataDir } from '../support/ledger.ts';

const source = (path: string): string =>
  JSON.stringify(new URL(`../../src/ledger/${path}`, import.meta.url).href);

it('an embedded ledger loses nothing it acknowledged when its process is killed', async () => {
  const dataDir = await newTestDataDir();
  const script = `
    import { openLedger } from ${source('open.ts')};
    import { recordHints } from ${source('inbox.ts')};
    const ledger = await openLedger({ dataDir: ${JSON.stringify(dataDir)} });
    const send = async (sender) => {
      for (let number = 0; ; number += 1) {
        const deliveryKey = sender + '-' + number;
        const [recorded] = await ledger.transact(() => recordHints(ledger, [{
          shopId: 'shop', source: 'webhook', topic: 't', subjectKind: 'order', subjectId: '1',
          deliveryKey, headers: {}, body: 'x'.repeat(2000) }]));
        console.log(deliveryKey + ' ' + recorded.isNew);
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(send));`;
  const acknowledged: string[] = [];
  const forgotten: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    let count = 0;
    lines.on('line', (line) => {
      const [key = '', isNew] = line.split(' ');
      // What was acknowledged is known again; what was only committed when the process died may be.
      if (isNew === 'true' && acknowledged.includes(key)) forgotten.push(key);
      acknowledged.push(key);
      count += 1;
      if (count === 60 + round * 37) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('close', resolve));
  }
  const ledger = await openLedger({ dataDir });
  const rows = await ledger.db().selectFrom('inbox').select('delivery_key').execute();
  await ledger.close();
  await rm(dataDir, { recursive: true, force: true });
  const kept = new Set(rows.map((row) => row.delivery_key));
  expect(acknowledged.length).toBeGreaterThan(150);
  expect(forgotten).toEqual([]);
  expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
});
