import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
let host: RunningHost;
const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', folder.path]);

beforeAll(async () => {
  host = await startHost({ data: folder.path });
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test.each(['shopify.orders/paid', 'amazon.ORDER_CHANGE'])('--duplicate of %s: one outcome', async (event) => {
  const { code, out } = await guiyi('trigger', event, '--duplicate');
  expect(code).toBe(0);
  expect(out.match(/^ {4}(?:done$|ignored, |refused, )/gm)).toHaveLength(1);
  expect(out.match(/^ {4}acknowledged again, no second effect$/gm)).toHaveLength(1);
});

test('--set adds a field, and it is signed with the rest', async () => {
  const { code, out } = await guiyi('trigger', 'shopify.orders/paid', '--set', 'note_attributes.0.name=gift');
  expect([code, out]).toEqual([0, expect.stringContaining('HTTP 200')]);
});
