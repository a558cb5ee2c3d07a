import { createHmac, timingSafeEqual } from 'node:crypto';
import { lambdaContext } from '../local/host/lambda-context.ts';
import { toLambdaEvent } from '../local/host/lambda-event.ts';
import { BENCH_SECRET, customerEvent } from './customer-event.ts';
import { benchWebhook } from './webhook-under-load.ts';
import { cpuSeconds, median, perSecond, ratio } from './measure.ts';

const EVENTS = 2_000;
const ROUNDS = 9;
const REPEATS = 10;

const requests = Array.from({ length: EVENTS }, (_, sequence) => customerEvent(sequence));
const events = requests.map(({ headers, rawQuery, body }) =>
  toLambdaEvent(
    { method: 'POST', path: '/webhooks/shop', rawQuery, headers, body: Buffer.from(body) },
    'shop',
    Date.now(),
  ),
);

const { handler, queued } = benchWebhook();
const context = lambdaContext('webhook', 10);

async function throughTheHandler(): Promise<void> {
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const event of events) {
      const { statusCode } = await handler(event, context);
      if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
    }
  }
}

/** The bare limit: what no handler can do without, over the same bytes. */
function bareLimit(): void {
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const event of events) {
      const bytes = Buffer.from(event.body ?? '');
      const given = Buffer.from(event.headers['x-shopify-hmac-sha256'] ?? '', 'base64');
      const expected = createHmac('sha256', BENCH_SECRET).update(bytes).digest();
      if (!timingSafeEqual(expected, given)) throw new Error('the sample is not signed right');
      JSON.parse(bytes.toString());
    }
  }
}

const bare: number[] = [];
const ours: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  bare.push((EVENTS * REPEATS) / (await cpuSeconds(bareLimit, () => undefined)));
  ours.push((EVENTS * REPEATS) / (await cpuSeconds(throughTheHandler, () => undefined)));
}
const bytes = Math.round(requests.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0) / EVENTS);
// The first rounds warm the compiler up.
const [limit, rate] = [median(bare.slice(3)), median(ours.slice(3))];
const pairs = median(ours.slice(3).map((value, index) => value / (bare[index + 3] ?? Number.NaN)));
process.stdout.write(
  `webhook in process   customers/create ${bytes} bytes: ${perSecond(rate)} of CPU; bare HMAC + JSON.parse ${perSecond(limit)}; ratio ${ratio(pairs)} (wanted: 20,000/s and 0.60)${queued() > 0 ? '' : ' NOTHING QUEUED'}\n`,
);
