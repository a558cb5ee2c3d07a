import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SecretStore } from '../../functions/shared/ports/ports.ts';
import demoSecrets from '../../local/demo-secrets.json' with { type: 'json' };
import { demoConfig } from '../kit/demo.ts';
import { gatewayEvent } from '../kit/gateway.ts';
import type { Act, Message } from './acts.ts';

type Webhook = Extract<Message, { way: 'webhook' }>;

/** Platforms whose signature says when it was made; a repeat is signed anew. */
const timed: ReadonlySet<string> = new Set(['stripe-demo', 'wechat-pay-demo']);

/** At these moments the shop and the official account begin to sign with another secret. */
export interface Rotation {
  /** Unix ms. */
  readonly at: number;
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** The secrets of the platforms, and of our store, which has the new one at the same moment. */
export interface PlatformSecrets {
  of(connection: string, now: number): unknown;
  store(clock: () => number): SecretStore;
}

export function platformSecrets(rotation: Rotation | undefined): PlatformSecrets {
  const before: Readonly<Record<string, unknown>> = demoSecrets;
  const of = (connection: string, now: number) =>
    (rotation && now >= rotation.at ? rotation.secrets[connection] : undefined) ?? before[connection];
  return {
    of,
    store: (clock) => ({
      async read(name) {
        const secret = of(name, clock());
        return secret === undefined ? undefined : JSON.stringify(secret);
      },
    }),
  };
}

const config = demoConfig();

/** The request that a platform sends at a moment for something that has happened. */
export function requestFor(
  { at }: Act,
  message: Webhook,
  secrets: PlatformSecrets,
  now: number,
): APIGatewayProxyEventV2 {
  const { connection, event, sequence, change, spoilt } = message;
  const { source, options } = config.connections[connection] ?? {};
  const sampler = samplerOf(source ?? '');
  const payload = sampler?.payload(event, options, { now: at, sequence });
  if (!sampler || !payload) throw new Error(`no sample ${event} for ${connection}`);
  // A sample of a push is as many seconds late as its number is, and what lies in the future counts as of when it was received.
  if ('CreateTime' in payload) payload['CreateTime'] = Math.floor(at / 1000);
  change?.(payload);
  const signedAt = timed.has(connection) ? now : at;
  const secret = spoilt === 'forged' ? { clientSecret: 'somebody-elses' } : secrets.of(connection, now);
  const signed = sampler.sign(event, payload, secret, options, { now: signedAt, sequence });
  const { body, headers, ...request } = spoilt === 'undecodable' ? cutOff(signed, secret) : signed;
  return gatewayEvent(connection, { ...request, headers, body: Buffer.from(body), receivedAt: now });
}

/** Signed as it is: only the end of it is missing. */
function cutOff<
  Request extends { readonly headers: Readonly<Record<string, string>>; readonly body: string | Uint8Array },
>(request: Request, secret: unknown): Request {
  const body = Buffer.from(request.body).subarray(0, 40);
  const { clientSecret } = secret as { clientSecret: string };
  const hmac = createHmac('sha256', clientSecret).update(body).digest('base64');
  return { ...request, headers: { ...request.headers, 'x-shopify-hmac-sha256': hmac }, body };
}
