import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAddress } from '../local/host/address.ts';
import { customerEvent } from './customer-event.ts';
import { postEach } from './load.ts';
import { perSecond, ratio } from './measure.ts';
import { type Addressed, firstEvents, standardMix } from './standard-mix.ts';

const EVENTS = Number(process.argv[2] ?? 20_000);
const WARM_UP = EVENTS / 4;
const PEOPLE = 1_000;
const CONNECTIONS = 32;
/**
 * Of new customers alone, and of the standard mix. Neither is reached on two cores. The sandbox (0.2 ms an event of new customers, 0.1 of
 * the mix) and the waiting for the disk are beside the main thread, which is busy all the time. Of its time about a third is SQLite: an
 * event changes 20 pages of 4 KiB, which are written into the log and half of them again into the file. A tenth is HTTP, a tenth JSON
 * and hashes, a twentieth the collection of garbage, and the rest is spread over the functions without a peak. The load takes a quarter
 * of a core for every thousand events.
 */
const WANTED = { newcomers: 1_500, mix: 3_000 } as const;

const data = mkdtempSync(join(tmpdir(), 'guiyi-bench-'));
const child = spawn(process.execPath, ['local/start.ts', '--port', '0', '--desk-port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
// A bench that fails leaves nothing behind.
process.once('exit', () => child.kill());
// It has written its address down before it says that it runs.
await once(child.stdout, 'data');
const reading = readAddress(data);
if (reading.kind !== 'address') throw new Error(`npm start wrote no address: ${reading.kind}`);
const { url, desk, token } = reading.address;

type Requests = Parameters<typeof postEach>[0];

interface Rates {
  readonly accepted: number;
  readonly delivered: number;
  /** Delivered in a second of the server's own CPU: what else runs on the machine does not count. */
  readonly perCpuSecond: number;
}

async function run(requests: Requests): Promise<Rates> {
  const started = performance.now();
  const cpu = cpuSeconds();
  await postEach(requests, CONNECTIONS);
  const accepted = performance.now() - started;
  while (!(await isSettled())) await new Promise((resume) => setTimeout(resume, 20));
  const count = requests.length;
  return {
    accepted: (count * 1000) / accepted,
    delivered: (count * 1000) / (performance.now() - started),
    perCpuSecond: count / (cpuSeconds() - cpu),
  };
}

/** Of the server so far, where the system tells: on Linux, in hundredths of a second. */
function cpuSeconds(): number {
  try {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

const newcomers = (from: number, count: number): Requests =>
  Array.from({ length: count }, (_, index) => [`${url}/webhooks/shopify-demo`, customerEvent(10_000 + from + index)]);
const addressed = (events: readonly Addressed[]): Requests =>
  events.map(({ connection, request }) => {
    const query = request.rawQuery === '' ? '' : `?${request.rawQuery}`;
    return [`${url}/webhooks/${connection}${query}`, request];
  });

async function isSettled(): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const { events } = (await (await fetch(`${desk}/api/status`, { headers })).json()) as {
    events: { waiting: number; inFlight: number };
  };
  return events.waiting + events.inFlight === 0;
}

await run(newcomers(0, WARM_UP));
const ofNewcomers = await run(newcomers(WARM_UP, EVENTS));
const customers = await countCustomers();
await run(addressed(firstEvents(PEOPLE)));
const ofMix = await run(addressed(standardMix(PEOPLE, EVENTS)));
child.kill('SIGTERM');
await new Promise((resolve) => child.once('exit', resolve));
rmSync(data, { recursive: true, force: true });
const told = (what: string, { accepted, delivered, perCpuSecond }: Rates, wanted: number) =>
  `npm start end to end ${EVENTS.toLocaleString('en')} ${what}, durable, load on the same two cores: accepted ${perSecond(accepted)}, delivered into the sandbox ${perSecond(delivered)}, ${ratio(delivered / wanted)} of the ${perSecond(wanted)} wanted; ${perSecond(perCpuSecond)} of the server's CPU`;
const missing = customers === EVENTS + WARM_UP ? '' : `; ONLY ${customers} CUSTOMERS`;
process.stdout.write(
  `${told('new customers', ofNewcomers, WANTED.newcomers)}${missing}\n${told('events of the standard mix', ofMix, WANTED.mix)}\n`,
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
