import { expect, onTestFinished, test } from 'vitest';
import { openBroughtRequests } from '../../../local/store/brought-requests.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { openJournal } from '../../../local/store/open-journal.ts';

const SOURCE = '/shopify/shopify-demo';
const request = (body = '{"phone":"15931000001"}') => ({
  method: 'POST',
  headers: { 'x-shopify-topic': 'orders/paid' },
  query: '',
  body: Buffer.from(body),
});

async function storeOf(ids: readonly string[], keep?: number) {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  const journal = openJournal(database);
  for (const id of ids) {
    const head = {
      id,
      source: SOURCE,
      connection: 'shopify-demo',
      type: 'orders/paid',
      receivedTime: '2026-03-01T00:00:00Z',
    };
    await journal.record({ ...head, state: 'queued' });
  }
  const brought = openBroughtRequests(database, keep);
  const positionOf = (id: string) => journal.find(id, SOURCE)[0]?.position ?? 0;
  return { journal, brought, positionOf, of: (id: string) => brought.of({ id, source: SOURCE }) };
}
const events = (...ids: readonly string[]) => ids.map((id) => ({ id, source: SOURCE }));

test('a request is found by each event that it has brought, byte for byte', async () => {
  const { brought, of } = await storeOf(['a', 'b', 'c']);
  await brought.keep(request(), events('a', 'b'));
  expect(of('a')).toEqual({ ...request(), body: new Uint8Array(request().body) });
  expect(of('b')).toEqual(of('a'));
  expect(of('c')).toBeUndefined();
});

test('it goes with the first of its events that is forgotten, or in which somebody is masked', async () => {
  const { brought, journal, of, positionOf } = await storeOf(['a', 'b', 'c', 'd']);
  await brought.keep(request(), events('a', 'b'));
  await brought.keep(request(), events('c'));
  await brought.keep(request(), events('d'));
  await journal.forget([positionOf('b')]);
  const [row] = journal.find('c', SOURCE);
  if (row) await journal.rewrite(row, []);
  expect([of('a'), of('b'), of('c')]).toEqual([undefined, undefined, undefined]);
  expect(of('d')).toBeDefined();
});

test('it is not kept where an event was forgotten before it was written down, nor without an event', async () => {
  const { brought, journal, of, positionOf } = await storeOf(['a']);
  await journal.forget([positionOf('a')]);
  await brought.keep(request(), events('a'));
  await brought.keep(request(), events('nobody'));
  await brought.keep(request(), []);
  expect(of('a')).toBeUndefined();
});

test('a large one is not kept, and of many the newest are', async () => {
  const ids = Array.from({ length: 600 }, (_, index) => `e${index}`);
  const { brought, of } = await storeOf(ids, 10);
  await brought.keep(request('x'.repeat(200_000)), events('e0'));
  expect(of('e0')).toBeUndefined();
  for (const id of ids) await brought.keep(request(), events(id));
  // They are counted now and then, not at each.
  expect([of('e0'), of('e480')]).toEqual([undefined, undefined]);
  expect(of('e599')).toBeDefined();
});
