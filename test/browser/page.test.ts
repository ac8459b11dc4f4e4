import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { problems } from '../../src/domain/problems.ts';
import { stages } from '../../src/domain/stage.ts';
import type { ReturnTruth } from '../support/truth.ts';
import { eventually, openWorlds, type World } from '../support/world.ts';
import { openChromium } from './chromium.ts';
import { makeReturns, type Returns } from './returns.ts';

let worlds: Awaited<ReturnType<typeof openWorlds>>;
let world: World;
let returns: Returns;
let url: string;
let browser: Browser | null = null;
let missing: string | null = null;

beforeAll(async () => {
  const opening = openChromium();
  worlds = await openWorlds();
  world = await worlds.world();
  returns = await makeReturns(world);
  url = world.app.url ?? '';
  const opened = await opening;
  if ('missing' in opened) missing = opened.missing;
  else browser = opened;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await worlds.close();
});
beforeEach(({ skip }) => {
  if (missing !== null) skip(missing);
});

/** What a reader must not meet: errors in the console, and what the page's own policy refused. */
interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

async function open(path = '/', how: BrowserContextOptions = {}): Promise<Opened> {
  if (browser === null) throw new Error('no browser');
  const context = await browser.newContext({ reducedMotion: 'reduce', ...how });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript({ path: new URL('measure.js', import.meta.url).pathname });
  await page.goto(`${url}${path}`);
  return { page, complaints };
}

const violationsIn = async ({ page }: Opened): Promise<string[]> =>
  z.array(z.string()).parse(await page.evaluate('measure.violations'));

/** A row as it can be read, one text per cell. */
async function rowOf(page: Page, one: ReturnTruth): Promise<string[]> {
  const row = page.locator('tr.return', { has: page.locator('th', { hasText: one.name }) });
  const cells = await row.locator('th, td').allInnerTexts();
  return cells.map((text) => text.replace(/\s+/g, ' ').trim());
}

const sizes = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
const schemes = ['light', 'dark'] as const;

describe.concurrent('the page in a browser', () => {
  // The two that wait longest begin first.
  test('says that the connection is lost, also when the server only keeps silent, and recovers', async () => {
    const [gone, silent] = await Promise.all([open(), open()]);
    const words = ({ page }: Opened) => page.locator('#live').innerText();
    const says = (opened: Opened, wanted: RegExp) =>
      eventually(`${wanted}`, async () => (wanted.test(await words(opened)) ? true : null), 12_000);
    await says(gone, /^Live$/);
    await gone.page.context().setOffline(true);
    const held: (() => void)[] = [];
    await silent.page.route('**/', (route) => {
      held.push(() => void route.abort().catch(() => {}));
    });
    await Promise.all([gone, silent].map((each) => says(each, /^No answer since \d/)));
    expect(await rowOf(gone.page, returns.closed)).toContain('118.99');
    await gone.page.context().setOffline(false);
    await silent.page.unroute('**/');
    for (const release of held) release();
    await Promise.all([gone, silent].map((each) => says(each, /^Live$/)));
  });

  test('counts the stages as the ledger does, and follows it without losing the reader', async () => {
    const opened = await open();
    const { page } = opened;
    await countsAreTheLedgers(page);
    await page.locator('#find').fill('half a wo');
    await page.locator('#tab-open').focus();
    await page.evaluate('globalThis.before = document.activeElement');
    const { order } = await world.sell({ lines: [{ ...returns.coat, quantity: 1 }] });
    const one = await world.requestReturn(order);
    await world.until(one, 'authorized');
    await page.locator('tr.return[data-stage="authorized"] th', { hasText: one.name }).waitFor();
    await countsAreTheLedgers(page);
    expect(await page.evaluate('[before.isConnected, document.activeElement.id]')).toEqual([
      false,
      'tab-open',
    ]);
    expect(await page.locator('#find').inputValue()).toBe('half a wo');
    expect([opened.complaints, await violationsIn(opened)]).toEqual([[], []]);
  });

  test('shows each return with its stage, both amounts and what it waits for', async () => {
    const { page } = await open();
    const { closed, received, authorized, unsold } = returns;
    const rma = async (one: ReturnTruth) => (await world.rma(one)).tranId;
    expect(await rowOf(page, closed)).toEqual([
      closed.name,
      closed.name.replace('-R1', ''),
      await rma(closed),
      expect.stringMatching(/^Closed /),
      'EUR 118.99',
      '= equal',
      '118.99',
      'Nothing, it is done',
    ]);
    expect(await rowOf(page, received)).toMatchObject([
      received.name,
      received.name.replace('-R1', ''),
      await rma(received),
      expect.stringMatching(/^Received /),
      'EUR 59.50',
      '',
      'not yet',
      'Inspection of the goods',
    ]);
    expect((await rowOf(page, authorized)).slice(3)).toEqual([
      expect.stringMatching(/^Authorized /),
      'EUR 1,469,135.79',
      '',
      'not yet',
      'The goods to arrive',
    ]);
    const { blocker } = (await world.rowOf(unsold)) ?? {};
    expect((await rowOf(page, unsold)).slice(2)).toEqual([
      'none yet',
      expect.stringMatching(/^Requested /),
      '–',
      '',
      'not yet',
      `${blocker?.charAt(0).toUpperCase()}${blocker?.slice(1)}`,
    ]);
  });

  test('leads from a problem code to what to do about it', async () => {
    const opened = await open('/?show=person');
    const { page } = opened;
    const code = page.locator('tr.return a.code').first();
    expect(await code.innerText()).toBe('restocked-uncleared');
    await code.click();
    const { title, remedy } = problems['restocked-uncleared'];
    expect(await page.locator('h1').innerText()).toBe(title);
    const answer = page.locator('dt', { hasText: 'What to do' }).locator('xpath=../dd[1]');
    expect(await answer.innerText()).toBe(remedy);
    expect([opened.complaints, await violationsIn(opened)]).toEqual([[], []]);
    await page.getByRole('link', { name: 'Returns that need a person' }).click();
    expect(await page.locator('tr.return th').allInnerTexts()).toEqual([returns.restocked.name]);
  });

  test('makes the browser complain of nothing, and lets nothing foreign run', async () => {
    const opened = await open(
      `/?find=${encodeURIComponent('"><script>document.title="x"</script>')}`,
    );
    const { page } = opened;
    await page.waitForResponse((response) => response.request().resourceType() === 'fetch');
    expect(await page.title()).toBe('Returns · Backhaul');
    expect(opened.complaints).toEqual([]);
    expect(await violationsIn(opened)).toEqual([]);
    // The counter-test: what the policy forbids is refused, and would have been seen here.
    await page.evaluate(
      'document.body.append(Object.assign(document.createElement("script"), { text: "document.title = 1" }))',
    );
    expect(await page.title()).toBe('Returns · Backhaul');
    expect(await violationsIn(opened)).toEqual(['script-src-elem: inline']);
  });

  test.each(sizes)('fits into $width pixels, and no text lies on another', async (viewport) => {
    const { page } = await open('/', { viewport });
    expect(await page.evaluate('measure.overflow()')).toEqual({ sidewaysPx: 0, outside: [] });
    expect(await page.evaluate('measure.collisions()')).toEqual([]);
    await page.goto(`${url}/problems/restocked-uncleared`);
    expect(await page.evaluate('measure.overflow()')).toEqual({ sidewaysPx: 0, outside: [] });
  });

  test.each(
    schemes.flatMap(
      (colorScheme) =>
        [
          [colorScheme, '/'],
          [colorScheme, '/?show=ended'],
          [colorScheme, '/problems/restocked-uncleared'],
        ] as const,
    ),
  )('has readable text in %s colours at %s', async (colorScheme, path) => {
    const { page } = await open(path, { colorScheme });
    const contrasts = z
      .array(z.object({ what: z.string(), ratio: z.number() }))
      .parse(await page.evaluate('measure.contrasts()'));
    expect(contrasts.length).toBeGreaterThan(8);
    expect(contrasts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });

  test('is really dark where dark is asked for', async () => {
    const grounds = await Promise.all(
      schemes.map(async (colorScheme) => {
        const { page } = await open('/', { colorScheme });
        return await page.evaluate('getComputedStyle(document.body).backgroundColor');
      }),
    );
    expect(new Set(grounds).size).toBe(2);
  });

  test('is searched from the keyboard', async () => {
    const { page } = await open();
    await page.keyboard.press('/');
    await page.keyboard.type(returns.received.name);
    expect(await page.locator('#find').inputValue()).toBe(returns.received.name);
    await page.keyboard.press('Enter');
    await page.waitForURL(/find=/);
    expect(await page.locator('tr.return th').allInnerTexts()).toEqual([returns.received.name]);
  });
});

/** The page comes to agree with the ledger; it may be one refresh behind. */
async function countsAreTheLedgers(page: Page): Promise<void> {
  const shown = async () => {
    const read = await page.evaluate(
      `[...document.querySelectorAll('[id^="stage-"]')].map((link) => [link.id.slice(6), link.innerText])`,
    );
    const stations = z.array(z.tuple([z.string(), z.string()])).parse(read);
    return stations.map(([stage, text]) => `${stage} ${/\d+/.exec(text)?.[0]}`);
  };
  const kept = async () => {
    const rows = await world.app.ledger.db().selectFrom('returns').select('stage').execute();
    return stages.map((stage) => `${stage} ${rows.filter((row) => row.stage === stage).length}`);
  };
  await eventually(
    async () => `${await kept()} on the page; it shows ${await shown()}`,
    async () => (`${await shown()}` === `${await kept()}` ? true : null),
    8_000,
  );
}
