import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAddress } from '../local/host/address.ts';
import { customerEvent } from './customer-event.ts';
import { postAll } from './load.ts';
import { perSecond, ratio } from './measure.ts';

const EVENTS = 20_000;
const WARM_UP = 5_000;
const CONNECTIONS = 32;

const data = mkdtempSync(join(tmpdir(), 'guiyi-bench-'));
const child = spawn(process.execPath, ['local/start.ts', '--port', '0', '--desk-port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
// It has written its address down before it says that it runs.
await once(child.stdout, 'data');
const reading = readAddress(data);
if (reading.kind !== 'address') throw new Error(`npm start wrote no address: ${reading.kind}`);
const { url, desk, token } = reading.address;

async function run(from: number, count: number): Promise<{ accepted: number; delivered: number }> {
  const requests = Array.from({ length: count }, (_, index) => customerEvent(from + index));
  const started = performance.now();
  await postAll(`${url}/webhooks/shopify-demo`, requests, CONNECTIONS);
  const accepted = performance.now() - started;
  while (!(await isSettled())) await new Promise((resume) => setTimeout(resume, 20));
  return { accepted: (count * 1000) / accepted, delivered: (count * 1000) / (performance.now() - started) };
}

async function isSettled(): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const { events } = (await (await fetch(`${desk}/api/status`, { headers })).json()) as {
    events: { waiting: number; inFlight: number };
  };
  return events.waiting + events.inFlight === 0;
}

await run(0, WARM_UP);
const { accepted, delivered } = await run(WARM_UP, EVENTS);
const customers = await countCustomers();
child.kill('SIGTERM');
await new Promise((resolve) => child.once('exit', resolve));
rmSync(data, { recursive: true, force: true });
process.stdout.write(
  `npm start end to end ${EVENTS.toLocaleString('en')} customers, durable, load on the same two cores: accepted ${perSecond(accepted)}, delivered into the sandbox ${perSecond(delivered)}; ${ratio(delivered / 3000)} of the 3,000/s wanted${customers === EVENTS + WARM_UP ? '' : `; ONLY ${customers} CUSTOMERS`}\n`,
);

async function countCustomers(): Promise<number> {
  let count = 0;
  let after = '';
  for (;;) {
    const { data: page } = (await (await fetch(`${desk}/sandbox/customers?limit=500${after}`)).json()) as {
      data: { customers: readonly unknown[]; next: string | null };
    };
    count += page.customers.length;
    if (page.next === null || page.next === undefined) return count;
    after = `&after=${page.next}`;
  }
}
