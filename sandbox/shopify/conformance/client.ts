import type { Server } from 'node:http';
import { z } from 'zod';
import { createClock } from '../../clock.ts';
import type { SeedBody } from '../seed/body.ts';
import { createShopifySimulator } from '../server.ts';
import type { Answer } from './exchanges.ts';
import { isRecord, type Json, type JsonRecord } from './json.ts';

/** One simulated shop, asked over HTTP like a real one. */
export interface SimulatedShop {
  domain: string;
  shopId: string;
  appId: string;
  ask(document: string, variables: JsonRecord): Promise<Answer>;
  seed(body: SeedBody): Promise<{ ok: true } | { ok: false; reason: string }>;
}

export interface Simulator {
  /** A fresh shop with neither products nor locations, speaking the given API version. */
  openShop(options: {
    currency: string;
    taxesIncluded: boolean;
    apiVersion: string;
  }): Promise<SimulatedShop>;
  close(): Promise<void>;
}

const seedReply = z.object({ shopId: z.string(), appId: z.string() });

async function post(url: string, body: unknown): Promise<{ status: number; body: Json }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Shopify-Access-Token': `shpat_sandbox_${/\/t\/([^/]+)/.exec(url)?.[1] ?? 'default'}`,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const parsed: Json = text === '' ? null : JSON.parse(text);
  return { status: response.status, body: parsed };
}

/** Starts a simulator on a free port of 127.0.0.1. */
export async function startSimulator(seed: string): Promise<Simulator> {
  const simulator = await createShopifySimulator({ seed, clock: createClock() });
  const server = await new Promise<Server>((resolve, reject) => {
    const started = simulator.app.listen(0, '127.0.0.1', (error?: Error) =>
      error === undefined ? resolve(started) : reject(error),
    );
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let opened = 0;
  return {
    openShop: async ({ currency, taxesIncluded, apiVersion }) => {
      opened += 1;
      const tenant = `recording-${opened}`;
      const origin = `http://127.0.0.1:${port}/t/${tenant}`;
      const created = await post(`${origin}/_sandbox/create`, {
        currency,
        taxesIncluded,
        plan: 'enterprise',
        catalogSize: 1,
        locations: ['Shop location'],
      });
      if (created.status !== 201) throw new Error(`no shop: ${JSON.stringify(created.body)}`);
      const seedShop = async (body: SeedBody) => {
        const answer = await post(`${origin}/_sandbox/seed`, body);
        if (answer.status === 201) return { ok: true as const, told: seedReply.parse(answer.body) };
        return { ok: false as const, reason: JSON.stringify(answer.body) };
      };
      const emptied = await seedShop({ empty: true });
      if (!emptied.ok) throw new Error(`shop not emptied: ${emptied.reason}`);
      const { shopId = '', appId = '' } = emptied.told;
      return {
        domain: `${tenant}.myshopify.com`,
        shopId,
        appId,
        ask: async (query, variables) => {
          const url = `${origin}/admin/api/${apiVersion}/graphql.json`;
          const { status, body } = await post(url, { query, variables });
          if (status !== 200 || !isRecord(body))
            throw new Error(`HTTP ${status}: ${JSON.stringify(body)}`);
          return { data: body['data'], errors: body['errors'] };
        },
        seed: seedShop,
      };
    },
    close: async () => {
      await simulator.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
