import { queueBackends } from './backends.ts';
import { describeQueue } from './conformance.ts';

for (const backend of queueBackends) describeQueue(backend);
