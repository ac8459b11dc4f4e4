import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { problems } from '../domain/problems.ts';
import { cappedLabel, closedLabel } from './labels.ts';

/** How an effect ended, or that it was put off. */
export type EffectOutcome = 'done' | 'rejected' | 'unknown' | 'postponed' | 'adopted';
export type JobOutcome = 'done' | 'failed' | 'delayed';
export type Vendor = 'shopify' | 'netsuite';

/** What is counted. Labels are closed sets: no id, domain or address ever becomes one. */
export interface Metrics {
  countWebhook(outcome: string, seconds: number): void;
  /** A write to the outside, by the kind of its step. */
  effect(kind: string, outcome: EffectOutcome): void;
  job(lane: string, outcome: JobOutcome, seconds: number): void;
  vendorCall(vendor: Vendor, operation: string, outcome: string, seconds: number): void;
  /** Shopify cost points that calls really took. */
  points(points: number): void;
  /** Rows that a poll brought: `new` ones, and those `seen` before. */
  pollRows(source: string, outcome: 'new' | 'seen', rows: number): void;
  exceptionRaised(code: string): void;
  /** How many exceptions stand open, by code; codes that are not named go to zero. */
  openExceptions(byCode: Readonly<Record<string, number>>): void;
  /** Sum of the differences that nobody has explained, in minor units, by currency. */
  unexplainedVariance(byCurrency: Readonly<Record<string, bigint>>): void;
  /** A look at an order ended in an error: a problem's code, or `bug`. */
  lookFailed(code: string): void;
  /** Everything in the text format that Prometheus reads. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Takes the meters of this process down. */
  close(): void;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** A registry of its own, so that two in one process do not meet. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'backhaul_process_' });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `backhaul_${name}`, help, labelNames, registers: [registry] });
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name: `backhaul_${name}`, help, labelNames, registers: [registry] });
  const histogram = (name: string, help: string, labelNames: string[]) =>
    new Histogram({
      name: `backhaul_${name}`,
      help,
      labelNames,
      buckets: seconds,
      registers: [registry],
    });

  const webhooks = counter('webhooks_total', 'Webhooks by how the intake ended', ['outcome']);
  const webhookSeconds = histogram('webhook_seconds', 'From the request to the answer', []);
  const effects = counter('effects_total', 'Writes to the outside', ['kind', 'outcome']);
  const jobs = counter('jobs_total', 'Jobs by lane', ['lane', 'outcome']);
  const jobSeconds = histogram('job_seconds', 'Time a job took', ['lane']);
  const calls = counter('vendor_calls_total', 'Calls to Shopify and NetSuite', [
    'vendor',
    'operation',
    'outcome',
  ]);
  const callSeconds = histogram('vendor_call_seconds', 'Time a call took', ['vendor']);
  const points = counter('shopify_points_total', 'Shopify cost points taken', []);
  const pollRows = counter('poll_rows_total', 'Rows that polls brought', ['source', 'outcome']);
  const raised = counter('exceptions_raised_total', 'Exceptions raised', ['code']);
  const open = gauge('exceptions_open', 'Exceptions that wait for a person', ['code']);
  const variance = gauge('unexplained_variance_minor', 'Unexplained differences, minor units', [
    'currency',
  ]);
  const looksFailed = counter('looks_failed_total', 'Looks at an order that failed', ['code']);

  const name = cappedLabel();
  const outcome = cappedLabel();
  const code = closedLabel([...Object.keys(problems), 'bug']);
  const currency = (text: string) => (/^[A-Z]{3}$/.test(text) ? text : 'other');

  return {
    contentType: registry.contentType,
    countWebhook: (how, took) => {
      webhooks.inc({ outcome: outcome(how) });
      webhookSeconds.observe(took);
    },
    effect: (kind, how) => effects.inc({ kind: name(kind), outcome: how }),
    job: (lane, how, took) => {
      jobs.inc({ lane: name(lane), outcome: how });
      jobSeconds.observe({ lane: name(lane) }, took);
    },
    vendorCall: (vendor, operation, how, took) => {
      calls.inc({ vendor, operation: name(operation), outcome: outcome(how) });
      callSeconds.observe({ vendor }, took);
    },
    points: (taken) => points.inc(taken),
    pollRows: (source, how, rows) => pollRows.inc({ source: name(source), outcome: how }, rows),
    exceptionRaised: (which) => raised.inc({ code: code(which) }),
    openExceptions: (byCode) => {
      open.reset();
      for (const [which, count] of Object.entries(byCode)) open.inc({ code: code(which) }, count);
    },
    unexplainedVariance: (byCurrency) => {
      variance.reset();
      for (const [which, minor] of Object.entries(byCurrency)) {
        variance.inc({ currency: currency(which) }, Number(minor));
      }
    },
    lookFailed: (which) => looksFailed.inc({ code: code(which) }),
    text: () => registry.metrics(),
    close: () => registry.clear(),
  };
}
