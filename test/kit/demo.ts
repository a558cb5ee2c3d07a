import demo from '../../guiyi.config.ts';
import { checkConfig } from '../../functions/shared/config/check-config.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import demoSecrets from '../../local/demo-secrets.json' with { type: 'json' };

export const secrets: Readonly<Record<string, unknown>> = demoSecrets;

/** The demo's configuration with changes, checked as at start. */
export function demoConfig(changes: Partial<GuiyiConfig> = {}, cdp: Partial<GuiyiConfig['cdp']> = {}): GuiyiConfig {
  // Here an unknown customer or group is final: a test that waits for another attempt would wait for ever.
  const messages = { ...demo.cdp.messages, permanent: ['^E_(?!TOKEN|FAULT)'] };
  return checkConfig({ ...demo, cdp: { ...demo.cdp, messages, ...cdp }, ...changes }, receivers, 'test');
}

export interface SampleChoice {
  readonly now?: number;
  readonly sequence?: number;
  /** Another secret than the demo's. */
  readonly secret?: unknown;
  readonly change?: (payload: SamplePayload) => void;
}

/** The demo connections that a platform sends webhooks to. */
export const webhookConnections = [
  'wechat-demo',
  'miniprogram-demo',
  'wechat-pay-demo',
  'wechat-store-demo',
  'shopify-demo',
  'shoplazza-demo',
  'shopline-demo',
  'woocommerce-demo',
  'bigcommerce-demo',
  'stripe-demo',
  'till-demo',
  'wecom-demo',
  'youzan-demo',
  'doudian-demo',
  'kuaishou-demo',
  'douyin-demo',
] as const;
export type WebhookConnection = (typeof webhookConnections)[number];

/** A platform's request for a demo connection, signed by the platform's own sampler. */
export function sampleRequest(
  connection: WebhookConnection,
  event: string,
  { now = Date.parse('2026-03-01T12:00:00+08:00'), sequence = 1, secret, change }: SampleChoice = {},
): WebhookRequest {
  const { source, options } = demoConfig().connections[connection] ?? {};
  const sampler = samplerOf(source ?? '');
  const context = { now, sequence };
  const payload = sampler?.payload(event, options, context);
  if (!sampler || !payload) throw new Error(`no sample ${event} for ${connection}`);
  change?.(payload);
  const { body, ...request } = sampler.sign(event, payload, secret ?? secrets[connection], options, context);
  return { ...request, body: Buffer.from(body), receivedAt: now };
}

/** Every event that a sampler knows, with its connection. */
export const allSamples: readonly (readonly [WebhookConnection, string])[] = webhookConnections.flatMap(
  (connection) => {
    const { source } = demo.connections[connection] ?? {};
    return (samplerOf(source ?? '')?.events ?? []).map((event) => [connection, event] as const);
  },
);

export const shopifyOrder = (): WebhookRequest => sampleRequest('shopify-demo', 'orders/paid');

export const withBody = (request: WebhookRequest, body: string | Uint8Array): WebhookRequest => ({
  ...request,
  body: Buffer.from(body),
});

export const withHeaders = (
  request: WebhookRequest,
  headers: Readonly<Record<string, string | undefined>>,
): WebhookRequest => ({ ...request, headers: { ...request.headers, ...headers } });
