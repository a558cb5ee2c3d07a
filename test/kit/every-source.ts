import { createPublicKey } from 'node:crypto';
import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import {
  SAMPLE_KEY_PATH,
  SAMPLE_PRIVATE_KEY,
} from '../../functions/shared/sources/protocols/adobe-commerce/sample-key.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { Receiver, SamplePayload } from '../../functions/shared/sources/source.ts';
import { demoConfig, secrets as demoSecrets } from './demo.ts';

const adobeKey = String(createPublicKey(SAMPLE_PRIVATE_KEY).export({ type: 'spki', format: 'pem' }));

/** Sources that the demo has no connection of, because they need a decision first. */
const others: Readonly<Record<string, { readonly connection: ConnectionConfig; readonly secret: unknown }>> = {
  'adobe-io-events': {
    connection: { source: 'adobe-io-events', options: { clientId: 'client0001' } },
    secret: { publicKeys: { [SAMPLE_KEY_PATH]: adobeKey } },
  },
  'adobe-commerce-webhooks': {
    connection: { source: 'adobe-commerce-webhooks', options: {} },
    secret: { publicKey: adobeKey },
  },
  jd: {
    connection: {
      source: 'jd',
      options: { appKey: '3000000000000000', venderId: '10000001', acceptUnconfirmed: true },
      trust: 'queue',
    },
    secret: {},
  },
  xiaohongshu: {
    connection: { source: 'xiaohongshu', options: { sellerId: '5f0000000000000000000001', acceptUnsigned: true } },
    secret: { urlKey: 'invented0key0of0thirty0two0chars' },
  },
  weimob: {
    connection: { source: 'weimob', options: { bosId: '4000000000001', acceptUnsigned: true } },
    secret: { urlKey: 'invented0key0of0thirty0two0chars' },
  },
};

const demo = demoConfig();

/** A connection of every source: the demo's, and what it lacks. */
export const everyConnection: Readonly<Record<string, ConnectionConfig>> = {
  ...demo.connections,
  ...Object.fromEntries(Object.entries(others).map(([name, { connection }]) => [name, connection])),
};
export const everySecret: Readonly<Record<string, unknown>> = {
  ...demoSecrets,
  ...Object.fromEntries(Object.entries(others).map(([name, { secret }]) => [name, secret])),
};
export const everySourceConfig = demoConfig({
  connections: everyConnection,
  cdp: {
    ...demo.cdp,
    identityTypes: {
      ...demo.cdp.identityTypes,
      'adobe-commerce-customer': { code: 'adobe-commerce-customer', value: 'scoped' },
      'jd-xid': { code: 'jd-xid', value: 'scoped' },
      'jd-open-id': { code: 'jd-open-id', value: 'scoped' },
      'weimob-wid': { code: 'weimob-wid', value: 'scoped' },
    },
  },
});

type Connections = Readonly<Record<string, ConnectionConfig>>;

/** Every event that there is a sample of: `[connection, event]`; of configured senders what the configuration names. */
export const samplesOf = (connections: Connections): readonly (readonly [string, string])[] =>
  Object.entries(connections).flatMap(([name, { source, options }]) => {
    const configured = 'events' in options ? Object.keys(options.events) : [];
    return [...(samplerOf(source)?.events ?? []), ...configured].map((event) => [name, event] as const);
  });
export const everySample = samplesOf(everyConnection);

const NOW = Date.parse('2026-03-01T12:00:00+08:00');

interface Choice {
  readonly now?: number;
  readonly sequence?: number;
  readonly change?: (payload: SamplePayload) => void;
}

/** A platform's request for a connection, signed by the platform's own sampler. */
export function anySample(connection: string, event: string, choice: Choice = {}): WebhookRequest {
  return signedSample({ connections: everyConnection, secrets: everySecret }, connection, event, choice);
}

/** The same of other connections and secrets. */
export function signedSample(
  { connections, secrets }: { connections: Connections; secrets: Readonly<Record<string, unknown>> },
  connection: string,
  event: string,
  { now = NOW, sequence = 1, change }: Choice = {},
): WebhookRequest {
  const { source, options } = connections[connection] ?? {};
  const sampler = samplerOf(source ?? '');
  const context = { now, sequence };
  const payload = sampler?.payload(event, options, context);
  if (!sampler || !payload) throw new Error(`no sample ${event} for ${connection}`);
  change?.(payload);
  const { body, ...request } = sampler.sign(event, payload, secrets[connection] ?? {}, options, context);
  return { ...request, body: Buffer.from(body), receivedAt: now };
}

/** What is inside a sample once its signature is judged: as an operator would write it down. */
export function capturedSample(
  connection: string,
  event: string,
): { headers: WebhookRequest['headers']; body: Uint8Array } {
  const request = anySample(connection, event);
  const { source, options } = everyConnection[connection] ?? {};
  if (samplerOf(source ?? '')?.transport === 'inlet') return { headers: {}, body: request.body };
  const receiver: Receiver | undefined = source && receivers[source];
  const configured = receiver?.configure(options);
  const verifier = configured?.ok ? configured.value.openSecret(everySecret[connection]) : undefined;
  const verification = verifier?.ok ? verifier.value(request) : undefined;
  if (verification?.outcome !== 'verified') throw new Error(`${connection} ${event}: ${JSON.stringify(verification)}`);
  return { headers: request.headers, body: verification.payload };
}
