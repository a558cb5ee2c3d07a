import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEnvelope } from '../../../../../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { receivers } from '../../../../../../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { webhookHandler } from '../../../../../../functions/webhook/webhook.ts';
import { demoConfig, secrets } from '../../../../../kit/demo.ts';
import { anyEdit, type Edit, edited, forging } from '../../../../../kit/fuzz.ts';
import { gatewayEvent } from '../../../../../kit/gateway.ts';
import { MemoryArchive, MemorySecrets } from '../../../../../kit/ports.ts';
import { context } from '../../../../../kit/sqs.ts';

/** The demo's connections whose sources are data: which header holds the signature, and which others are signed. */
const sources: readonly Source[] = [
  { connection: 'shopify-demo', signature: 'x-shopify-hmac-sha256', signed: [] },
  { connection: 'shoplazza-demo', signature: 'x-shoplazza-hmac-sha256', signed: [] },
  { connection: 'shopline-demo', signature: 'x-shopline-hmac-sha256', signed: [] },
  { connection: 'woocommerce-demo', signature: 'x-wc-webhook-signature', signed: [] },
  { connection: 'bigcommerce-demo', signature: 'webhook-signature', signed: ['webhook-id', 'webhook-timestamp'] },
  // Its time stands in the signature header.
  { connection: 'stripe-demo', signature: 'stripe-signature', signed: [] },
  { connection: 'loyalty-demo', signature: 'webhook-signature', signed: ['webhook-id', 'webhook-timestamp'] },
  { connection: 'till-demo', signature: 'x-hub-signature-256', signed: [] },
];
interface Source {
  readonly connection: string;
  readonly signature: string;
  readonly signed: readonly string[];
}

const now = Date.parse('2026-03-01T12:00:00+08:00');

/** One way to change a request. Whoever changes what is signed must never get in; nothing else may change what is said. */
type Forgery =
  | { readonly kind: 'body'; readonly edits: readonly Edit[] }
  | { readonly kind: 'signature'; readonly edit: Edit }
  | { readonly kind: 'signed-header'; readonly pick: number; readonly edit: Edit }
  | { readonly kind: 'graft'; readonly from: number }
  | { readonly kind: 'header'; readonly pick: number; readonly edit: Edit }
  | { readonly kind: 'beside'; readonly name: string; readonly value: string };

const edits = fc.array(anyEdit, { minLength: 1, maxLength: 3 });
const word = fc.stringMatching(/^[A-Za-z0-9_/=-]{1,28}$/);
const anyForgery: fc.Arbitrary<Forgery> = fc.oneof(
  fc.record({ kind: fc.constant('body' as const), edits }),
  fc.record({ kind: fc.constant('signature' as const), edit: anyEdit }),
  fc.record({ kind: fc.constant('signed-header' as const), pick: fc.nat(), edit: anyEdit }),
  fc.record({ kind: fc.constant('graft' as const), from: fc.nat() }),
  fc.record({ kind: fc.constant('header' as const), pick: fc.nat(), edit: anyEdit }),
  fc.record({ kind: fc.constant('beside' as const), name: word, value: word }),
);

describeSources();

function describeSources(): void {
  const { numRuns, seed } = forging();
  test.each(sources)(
    '$connection: no forged delivery gets in, and none makes us stumble',
    async ({ connection, signature, signed }) => {
      const { deliveries, deliver } = openDoor(connection);
      const originals: Awaited<ReturnType<typeof deliver>>[] = [];
      for (const delivery of deliveries) originals.push(await deliver(delivery));
      expect(originals.map(({ status }) => status)).toEqual(deliveries.map(() => 200));
      const seen: Record<string, number> = {};
      const property = fc.asyncProperty(fc.nat(), anyForgery, async (pick, forgery) => {
        const index = pick % deliveries.length;
        const delivery = deliveries[index];
        if (!delivery) throw new Error('a delivery');
        const changed = forge(delivery, forgery, { deliveries, signature, signed });
        if (changed === undefined) return;
        const { status, queued } = await deliver(changed);
        const told = JSON.stringify({ forgery, status });
        const key = `${forgery.kind} ${status}`;
        seen[key] = (seen[key] ?? 0) + 1;
        expect([200, 400, 401, 403, 405], told).toContain(status);
        if (forgery.kind === 'body' || forgery.kind === 'signed-header' || forgery.kind === 'graft')
          expect(status, told).toBeGreaterThanOrEqual(400);
        // Whatever was changed, what got in is what was signed.
        if (queued) expect(queued.data, told).toEqual(originals[index]?.queued?.data);
        if (status >= 400) expect(queued, told).toBeUndefined();
      });
      await fc.assert(property, { numRuns, seed });
      process.stdout.write(`${connection}, seed ${seed}: ${JSON.stringify(seen)}\n`);
      expect(seen['beside 200']).toBeGreaterThan(numRuns / 10);
      expect(seen['body 401']).toBeGreaterThan(numRuns / 10);
    },
  );
}

interface Surroundings {
  readonly deliveries: readonly WebhookRequest[];
  readonly signature: string;
  readonly signed: readonly string[];
}

/** Undefined where the change changes nothing. */
function forge(delivery: WebhookRequest, forgery: Forgery, { deliveries, signature, signed }: Surroundings) {
  switch (forgery.kind) {
    case 'body': {
      const text = Buffer.from(delivery.body).toString('latin1');
      const body = Buffer.from(forgery.edits.reduce(edited, text), 'latin1');
      return body.equals(delivery.body) ? undefined : { ...delivery, body };
    }
    case 'signature':
      return withHeader(delivery, signature, forgery.edit);
    case 'signed-header': {
      const name = signed[forgery.pick % Math.max(1, signed.length)];
      return name === undefined ? undefined : withHeader(delivery, name, forgery.edit);
    }
    case 'graft': {
      const other = deliveries[forgery.from % deliveries.length];
      const isSame = !other || Buffer.compare(other.body, delivery.body) === 0;
      if (isSame) return undefined;
      return { ...delivery, headers: { ...delivery.headers, [signature]: other.headers[signature] } };
    }
    case 'header': {
      const names = Object.keys(delivery.headers).filter((name) => name !== signature && !signed.includes(name));
      return withHeader(delivery, names[forgery.pick % names.length] ?? '', forgery.edit);
    }
    case 'beside': {
      const { name, value } = forgery;
      const rawQuery = `${name}=${value}`;
      return { ...delivery, rawQuery, headers: { ...delivery.headers, [`x-${name.toLowerCase()}`]: value } };
    }
  }
}

function withHeader(delivery: WebhookRequest, name: string, edit: Edit): WebhookRequest | undefined {
  const value = delivery.headers[name] ?? '';
  // What Node itself would not let through is no header.
  const changed = edited(value, edit)
    .replaceAll(/[\0\r\n]/g, '')
    .trim();
  return changed === value ? undefined : { ...delivery, headers: { ...delivery.headers, [name]: changed } };
}

/** The real front door before one connection, and a genuine delivery of each of its events. */
function openDoor(connection: string) {
  const config = demoConfig().connections[connection];
  const sampler = samplerOf(config?.source ?? '');
  if (!config || !sampler) throw new Error(`no connection ${connection} with samples`);
  const { options } = config;
  const configured = 'events' in options ? Object.keys(options.events) : [];
  const events = [...sampler.events, ...configured];
  // Several of each, so that a signature can be taken from one for another.
  const deliveries = [...events, ...events, ...events].map((event, sequence): WebhookRequest => {
    const sample = { now, sequence };
    const payload = sampler.payload(event, options, sample);
    if (!payload) throw new Error(`no sample ${event}`);
    const request = sampler.sign(event, payload, secrets[connection], options, sample);
    return { ...request, body: Buffer.from(request.body), receivedAt: now };
  });
  const queue: Envelope[] = [];
  const handler = webhookHandler({
    config: demoConfig({ connections: { forged: { ...config, secret: connection } } }),
    receivers,
    queue: {
      send: async ([message]) => {
        const parsed = parseEnvelope(message?.body ?? '');
        if (parsed.ok) queue.push(parsed.envelope);
      },
    },
    archive: new MemoryArchive(),
    secrets: new MemorySecrets(secrets),
    clock: () => now,
    log: () => undefined,
  });
  const deliver = async (request: WebhookRequest) => {
    queue.length = 0;
    const { statusCode = 0 } = await handler(gatewayEvent('forged', request), context());
    return { status: statusCode, queued: queue[0] };
  };
  return { deliveries, deliver };
}
