import demo from '../../guiyi.config.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SamplePayload, SampleRequest } from '../../functions/shared/sources/source.ts';
import demoSecrets from '../../local/demo-secrets.json' with { type: 'json' };
import type { WebhookConnection } from '../kit/demo.ts';

export const demoAppId = demoSecrets['wechat-demo'].appId;

/** A request as the platform would send it to a demo connection. */
export function demoRequest(
  connection: WebhookConnection,
  event: string,
  sequence: number,
  change: (payload: SamplePayload) => void = () => undefined,
): SampleRequest {
  const { source, options } = demo.connections[connection] ?? {};
  const sampler = samplerOf(source ?? '');
  const context = { now: Date.now(), sequence };
  const payload = sampler?.payload(event, options, context);
  if (!sampler || !payload) throw new Error(`no sample ${event}`);
  change(payload);
  return sampler.sign(event, payload, demoSecrets[connection], options, context);
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
