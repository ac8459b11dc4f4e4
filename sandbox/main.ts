import { parseArgs } from 'node:util';
import { startSandbox } from './start.ts';

const { values } = parseArgs({
  options: {
    'shopify-port': { type: 'string', default: '4010' },
    'netsuite-port': { type: 'string', default: '4020' },
    seed: { type: 'string', default: 'sandbox' },
    'exit-with-parent': { type: 'boolean', default: false },
  },
});

const sandbox = await startSandbox({
  shopifyPort: Number(values['shopify-port']),
  netsuitePort: Number(values['netsuite-port']),
  seed: values.seed,
});

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  sandbox.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (values['exit-with-parent']) {
  process.stdin.on('end', stop);
  process.stdin.on('close', stop);
  process.stdin.resume();
}

const ready = { ready: true, shopify: sandbox.shopifyOrigin, netsuite: sandbox.netsuiteOrigin };
process.stdout.write(`${JSON.stringify(ready)}\n`);
