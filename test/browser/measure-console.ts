import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openBundle } from '../../console/bundle.ts';
import { consoleAddress } from '../../local/host/address.ts';
import { openDatabase } from '../../local/store/database.ts';
import { openJournal } from '../../local/store/open-journal.ts';
import { startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { isThere, openChromium, sayWhatIsLeftOut } from './chromium.ts';

// How fast the console is with 100,000 events: `npm run bench:console`. Machines differ and are shared: the figures are those of this one.

/** Of the journal: another number as the first argument. */
const EVENTS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 5;

async function measure(): Promise<void> {
  const folder = temporaryFolder();
  await fillJournal(folder.path);
  const built = performance.now();
  const { script, style, files } = await openBundle();
  const sizes = [...files].map(([name, content]) => [name, content.length] as const);
  const first = await firstLoad(script, style, files);
  print('bundled in', `${Math.round(performance.now() - built)} ms (0 when it is there already)`);
  print(
    'page, compressed',
    `${kib(first)} KiB; with the graph ${kib(sizes.reduce((sum, [, size]) => sum + size, 0))} KiB`,
  );
  const host = await startHost({ data: folder.path });
  const browser = await openChromium({});
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(120_000);
  await page.goto(consoleAddress(host.desk, host.token));
  await page.getByRole('row').nth(5).waitFor();
  const paints: number[] = [];
  const rows: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.reload();
    await page.getByRole('row').nth(5).waitFor();
    paints.push(await page.evaluate<number>(FIRST_PAINT));
    rows.push(await page.evaluate<number>(FIRST_ROW));
  }
  print('first paint after the document', `${median(paints)} ms`);
  print('first events on the screen after the document', `${median(rows)} ms`);
  // The wheel turns what is under the pointer.
  await page.mouse.move(700, 500);
  let most = 0;
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, 2_000);
    await page.waitForTimeout(50);
    most = Math.max(most, await page.evaluate<number>('document.querySelectorAll("[role=row]").length'));
  }
  const seen = await page.evaluate<number>('Number(document.querySelector("[role=table]").ariaRowCount)');
  print('rows in the document while scrolling', `at most ${most}, of ${seen} that were read so far`);
  const filters: number[] = [];
  for (let round = 0; round < ROUNDS; round++) filters.push(await page.evaluate<number>(FILTER));
  print('a filter, from the request to its answer', `${median(filters)} ms`);
  await browser.close();
  await host.stop();
  folder.remove();
}

/** What the browser loads for the first screen: the entry, its style and what the entry imports at once. */
async function firstLoad(script: string, style: string, files: ReadonlyMap<string, Buffer>): Promise<number> {
  const { gunzipSync } = await import('node:zlib');
  const entry = files.get(script);
  const text = entry ? gunzipSync(entry).toString() : '';
  const imported = [...text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, name = '']) => name);
  return [...new Set([script, style, ...imported])].reduce((sum, name) => sum + (files.get(name)?.length ?? 0), 0);
}

async function fillJournal(data: string): Promise<void> {
  const file = join(data, 'guiyi.db');
  const database = openDatabase(file);
  const journal = openJournal(database);
  const started = performance.now();
  const now = Date.now();
  const states = ['done', 'done', 'done', 'ignored', 'later'] as const;
  for (let first = 0; first < EVENTS; first += 1_000) {
    await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => {
        const number = first + index;
        const id = `event-${number}`;
        const state = states[number % states.length] ?? 'done';
        const customers = [`47660000000${String(number % 5_000).padStart(8, '0')}`];
        const identity = {
          kind: 'member-no',
          scope: 'demo',
          value: `M-${number}`,
          evidence: { grade: 'verified', field: 'no' },
        };
        return journal.record({
          id,
          source: '/shopify/shopify-demo',
          connection: 'shopify-demo',
          type: number % 2 === 0 ? 'orders/paid' : 'customers/update',
          receivedTime: new Date(now - (EVENTS - number) * 100).toISOString(),
          via: 'webhook',
          state,
          ...(state === 'done' ? {} : { reason: 'event-not-handled' }),
          envelope: JSON.stringify({
            type: 'orders/paid',
            source: '/shopify/shopify-demo',
            data: { id: number, name: `#${number}` },
          }),
          report: JSON.stringify({
            identities: [identity],
            withheld: [],
            refusals: [],
            asked: [],
            cases: [],
            calls: [],
            customers,
          }),
        });
      }),
    );
  }
  database.close();
  print(
    'events',
    `${EVENTS} in ${Math.round(performance.now() - started)} ms, ${Math.round(statSync(file).size / 2 ** 20)} MiB`,
  );
}

const FIRST_PAINT = `Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime - performance.getEntriesByType('navigation')[0].responseEnd)`;
/** The page marks when it has drawn its first list. */
const FIRST_ROW = `Math.round(performance.getEntriesByName('guiyi:first-rows')[0].startTime - performance.getEntriesByType('navigation')[0].responseEnd)`;
const FILTER = `(async () => {
  const headers = { authorization: 'Bearer ' + localStorage.getItem('guiyi.token') };
  const started = performance.now();
  await (await fetch('/api/event-rows?limit=100&state=ignored&type=customers%2Fupdate', { headers })).json();
  return Math.round(performance.now() - started);
})()`;

const kib = (bytes: number) => Math.round(bytes / 1024);
const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
function print(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(48)}${value}\n`);
}

sayWhatIsLeftOut('the figures of the console');
if (isThere) await measure();
