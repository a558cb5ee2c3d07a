import { checkConfig } from '../../functions/shared/config/check-config.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { receivers } from '../../functions/shared/sources/receivers.ts';
import { samplers } from '../../functions/shared/sources/samplers.ts';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import demoSecrets from '../../local/demo-secrets.json' with { type: 'json' };

export const secrets: Readonly<Record<string, unknown>> = demoSecrets;

/** The demo's connections, checked as at start. */
export function demoConfig(changes: Partial<GuiyiConfig> = {}, cdp: Partial<GuiyiConfig['cdp']> = {}): GuiyiConfig {
  const config: GuiyiConfig = {
    connections: {
      'wechat-demo': { source: 'wechat-official-account', options: { appId: 'wx00d3m000d3m00001' } },
      'miniprogram-demo': { source: 'wechat-mini-program', options: { appId: 'wx00d3m000d3m00002' } },
      'shopify-demo': { source: 'shopify', options: {} },
      'wecom-demo': { source: 'wecom', options: { corpId: 'ww00d3m000d3m00001' } },
      'brand-demo': { source: 'brand-events', options: {}, trust: 'queue' },
    },
    cdp: {
      baseUrl: 'sandbox',
      identityTypes: {
        mobile: { code: 'mobile', value: 'bare' },
        email: { code: 'email', value: 'bare' },
        'wechat-unionid': { code: 'wechat-unionid', value: 'bare' },
        'wechat-openid': { code: 'wechat', value: 'scoped' },
        'wecom-external-userid': { code: 'wecom-external-userid', value: 'bare' },
        'member-no': { code: 'member-no', value: 'bare' },
        'shopify-customer': { code: 'shopify-customer', value: 'scoped' },
      },
      merge: 'verified',
      limits: { callsPerSecond: 20_000, inFlight: 64 },
      messages: { auth: ['^E_TOKEN'], permanent: ['^E_(?!TOKEN|FAULT)'] },
      ...cdp,
    },
    groups: {
      'WeChat followers': { join: ['follow'], leave: ['unfollow'] },
      Buyers: { join: ['paid-order'] },
      Members: { join: ['member-bound'] },
    },
    ...changes,
  };
  return checkConfig(config, receivers, 'test');
}

/** The demo connections whose platforms' requests we can build. */
export type SampledConnection = 'wechat-demo' | 'miniprogram-demo' | 'shopify-demo' | 'wecom-demo';

export interface SampleChoice {
  readonly now?: number;
  readonly sequence?: number;
  /** Another secret than the demo's. */
  readonly secret?: unknown;
  readonly change?: (payload: SamplePayload) => void;
}

/** A platform's request for a demo connection, signed by the platform's own sampler. */
export function sampleRequest(
  connection: SampledConnection,
  event: string,
  { now = Date.parse('2026-03-01T12:00:00+08:00'), sequence = 1, secret, change }: SampleChoice = {},
): WebhookRequest {
  const { source, options } = demoConfig().connections[connection] ?? {};
  const sampler = samplers[source ?? ''];
  const context = { now, sequence };
  const payload = sampler?.payload(event, options, context);
  if (!sampler || !payload) throw new Error(`no sample ${event} for ${connection}`);
  change?.(payload);
  const { body, ...request } = sampler.sign(event, payload, secret ?? secrets[connection], options, context);
  return { ...request, body: Buffer.from(body) };
}

/** Every event that a sampler knows, with its connection. */
export const allSamples: readonly (readonly [SampledConnection, string])[] = [
  ...(samplers['wechat-official-account']?.events ?? []).map((event) => ['wechat-demo', event] as const),
  ...(samplers['wechat-mini-program']?.events ?? []).map((event) => ['miniprogram-demo', event] as const),
  ...(samplers['shopify']?.events ?? []).map((event) => ['shopify-demo', event] as const),
  ...(samplers['wecom']?.events ?? []).map((event) => ['wecom-demo', event] as const),
];
