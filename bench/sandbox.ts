import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endpoints } from '../functions/shared/cdp/contract.ts';
import type { Tenant } from '../sandbox/tenant.ts';
import { postAll } from './load.ts';
import { cpuSeconds, median, perSecond, ratio } from './measure.ts';
import { bareCalls } from './sandbox-bare.ts';
import { call, fill, identitiesOf, openTenant, request, type Request } from './sandbox-world.ts';

// `--large` adds the run at five million identities, which takes minutes.

const folder = mkdtempSync(join(tmpdir(), 'guiyi-bench-'));
const print = (text: string) => process.stdout.write(`${text}\n`);

/** One third each: a customer who is new, one who comes again as before, one who comes with a new identity. */
function mixed(known: number, count: number, round: number): readonly Request[] {
  return Array.from({ length: count }, (_, index) => {
    const fresh = known + round * count + index;
    const old = (index * 7_919 + round * 104_729) % known;
    if (index % 3 === 0) return request(fresh);
    if (index % 3 === 1) return request(old);
    return request(
      old,
      [...identitiesOf(old), { identityType: 'email', identityValue: `${fresh}@mail.test` }],
      '大理市',
    );
  });
}

const CALLS = 30_000;
const ROUNDS = 5;

/** Rates of the median round, and the 99th percentile of all calls. */
async function measure(tenant: Tenant, known: number) {
  const rates: { cpu: number; wall: number }[] = [];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const requests = mixed(known, CALLS, round);
    const started = performance.now();
    const cpu = await cpuSeconds(
      () => {
        for (const one of requests) {
          const before = performance.now();
          call(tenant, one);
          times.push(performance.now() - before);
        }
      },
      () => undefined,
    );
    if (round > 0) rates.push({ cpu: CALLS / cpu, wall: (CALLS * 1000) / (performance.now() - started) });
  }
  const sorted = times.slice(CALLS).toSorted((a, b) => a - b);
  return {
    cpu: median(rates.map(({ cpu }) => cpu)),
    wall: median(rates.map(({ wall }) => wall)),
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  };
}

async function atSize(identities: number) {
  const tenant = openTenant(join(folder, `${identities}.db`));
  fill(tenant, 0, identities / 2);
  const result = await measure(tenant, identities / 2);
  tenant.store.close();
  const size = identities.toLocaleString('en');
  print(
    `sandbox in process   at ${size} identities, on a file: ${perSecond(result.cpu)} of CPU, ${perSecond(result.wall)} by the clock, p99 ${result.p99.toFixed(3)} ms; ${ratio(result.cpu / 15_000)} of the 15,000/s wanted, ${ratio(result.p99 / 0.2)} of the 0.2 ms allowed`,
  );
  return result;
}

/** Full rules and bare statements in turns on two equal databases. */
async function rulesAgainstRows(): Promise<void> {
  const known = 50_000;
  const ratios: number[] = [];
  const tenant = openTenant(join(folder, 'rules.db'));
  const bareTenant = openTenant(join(folder, 'rows.db'));
  for (const one of [tenant, bareTenant]) fill(one, 0, known);
  bareTenant.store.close();
  const bare = bareCalls(join(folder, 'rows.db'));
  for (let round = 0; round < 7; round += 1) {
    const requests = mixed(known, CALLS, round);
    const rules = await cpuSeconds(
      () => requests.forEach((one) => call(tenant, one)),
      () => undefined,
    );
    const rows = await cpuSeconds(
      () => requests.forEach((one) => bare.call(one)),
      () => undefined,
    );
    if (round > 0) ratios.push(rules / rows);
  }
  tenant.store.close();
  bare.close();
  print(
    `sandbox full rules   ${ratio(median(ratios))} × the CPU of prepared statements doing the same row work; 1.40 allowed`,
  );
}

/** A loser of 1,000 identities, the caps lifted. */
function bigMerge(): void {
  const tenant = openTenant(join(folder, 'merge.db'), { maxIdentitiesPerType: 1_000_000 });
  fill(tenant, 0, 100_000);
  const times: number[] = [];
  for (let round = 0; round < 25; round += 1) {
    const openid = (n: number) => ({ identityType: 'wechat', identityValue: `wx1:merge-${round}-${n}` });
    for (let first = 0; first < 1000; first += 19) {
      const more = Array.from({ length: Math.min(19, 1000 - first) }, (_, n) => openid(first + n));
      call(tenant, request(round, [openid(0), ...more]));
    }
    const started = performance.now();
    call(tenant, request(round, [...identitiesOf(round), openid(0)]));
    times.push(performance.now() - started);
  }
  tenant.store.close();
  const time = median(times.slice(5));
  print(`sandbox merge        of 1,000 identities: ${time.toFixed(2)} ms; ${ratio(time / 5)} of the 5 ms allowed`);
}

const HTTP_CALLS = 30_000;
const CONNECTIONS = 32;

async function overHttp(): Promise<void> {
  const child = fork(fileURLToPath(new URL('sandbox-server.ts', import.meta.url)), [join(folder, 'http')]);
  const [{ url, token }] = (await once(child, 'message')) as [{ url: string; token: string }];
  const cpu = async () => {
    child.send('cpu');
    const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
    return (user + system) / 1e6;
  };
  const rates: { cpu: number; wall: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    const requests = mixed(50_000, HTTP_CALLS, round).map((one) => ({
      method: 'POST' as const,
      rawQuery: '',
      headers: { 'content-type': 'application/json', token },
      body: JSON.stringify(one),
    }));
    const before = await cpu();
    const started = performance.now();
    await postAll(`${url}${endpoints.createCustomerByIdentity.path}`, requests, CONNECTIONS);
    const wall = (HTTP_CALLS * 1000) / (performance.now() - started);
    if (round > 1) rates.push({ cpu: HTTP_CALLS / ((await cpu()) - before), wall });
  }
  child.kill();
  const rate = median(rates.map((one) => one.cpu));
  const wall = median(rates.map((one) => one.wall));
  print(
    `sandbox over HTTP    ${CONNECTIONS} connections: ${perSecond(rate)} of the server's CPU, ${perSecond(wall)} by the clock with the load on the same machine; ${ratio(rate / 8000)} of the 8,000/s wanted`,
  );
}

try {
  const million = await atSize(1_000_000);
  if (process.argv.includes('--large')) {
    const large = await atSize(5_000_000);
    print(`sandbox at five times the size: ${ratio(million.cpu / large.cpu)} × the CPU a call; 1.25 allowed`);
  }
  await rulesAgainstRows();
  bigMerge();
  await overHttp();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
