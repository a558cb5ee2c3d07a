import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { customerEvent } from './customer-event.ts';
import { postAll } from './load.ts';
import { median, perSecond, ratio } from './measure.ts';

const EVENTS = 10_000;
const ROUNDS = 6;
const WARM_UP_ROUNDS = 2;
const CONNECTIONS = 32;

const child = fork(fileURLToPath(new URL('webhook-server.ts', import.meta.url)));
const [{ url }] = (await once(child, 'message')) as [{ url: string }];
const cpuSeconds = async () => {
  child.send('cpu');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }];
  return (cpu.user + cpu.system) / 1e6;
};

const rates: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const requests = Array.from({ length: EVENTS }, (_, index) => customerEvent(round * EVENTS + index));
  const before = await cpuSeconds();
  await postAll(`${url}/webhooks/shop`, requests, CONNECTIONS);
  if (round >= WARM_UP_ROUNDS) rates.push(EVENTS / ((await cpuSeconds()) - before));
}
child.kill();
const rate = median(rates);
process.stdout.write(
  `webhook over HTTP    one event a request, ${CONNECTIONS} connections: ${perSecond(rate)} of the server's CPU; ${ratio(rate / 5000)} of the 5,000/s wanted\n`,
);
