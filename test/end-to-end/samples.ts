import { readFileSync } from 'node:fs';
import { samplers } from '../../functions/shared/sources/samplers.ts';
import type { SamplePayload, SampleRequest } from '../../functions/shared/sources/source.ts';

const secrets = JSON.parse(readFileSync('local/demo-secrets.json', 'utf8')) as Readonly<
  Record<string, { appId: string }>
>;

const platforms = { 'wechat-demo': 'wechat-official-account', 'shopify-demo': 'shopify' } as const;
type DemoConnection = keyof typeof platforms;

export const demoAppId = secrets['wechat-demo']?.appId ?? '';

/** A request as the platform would send it to a demo connection. */
export function demoRequest(
  connection: DemoConnection,
  event: string,
  sequence: number,
  change: (payload: SamplePayload) => void = () => undefined,
): SampleRequest {
  const sampler = samplers[platforms[connection]];
  const options = connection === 'wechat-demo' ? { appId: demoAppId } : {};
  const context = { now: Date.now(), sequence };
  const payload = sampler?.payload(event, options, context);
  if (!sampler || !payload) throw new Error(`no sample ${event}`);
  change(payload);
  return sampler.sign(event, payload, secrets[connection], options, context);
}

/** Posts it as the platform does; rejects when the connection breaks. */
export async function send(
  url: string,
  connection: string,
  request: SampleRequest,
): Promise<{ status: number; body: string }> {
  const query = request.rawQuery === '' ? '' : `?${request.rawQuery}`;
  const response = await fetch(`${url}/webhooks/${connection}${query}`, {
    method: request.method,
    headers: { ...request.headers },
    ...(request.method === 'POST' ? { body: request.body } : {}),
  });
  return { status: response.status, body: await response.text() };
}
