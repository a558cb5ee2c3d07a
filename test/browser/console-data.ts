import { PassThrough } from 'node:stream';
import { tellStory } from '../../cli/demo/stories.ts';
import type { RunningHost } from '../end-to-end/running-host.ts';
import { demoRequest, send } from '../end-to-end/samples.ts';
import { settled } from '../end-to-end/sandbox-client.ts';
import { signedBody } from '../kit/signed-body.ts';

type Told = Pick<RunningHost, 'url' | 'desk' | 'token' | 'ask'>;

/** Plays a story of the demo on a running host. @param data the folder of its state */
export async function tell(story: 'one-customer' | 'recycled', data: string): Promise<void> {
  const options = { data, config: 'guiyi.config.ts', secrets: 'local/demo-secrets.json', json: true, calls: false };
  await tellStory({ ...process, stdout: new PassThrough().resume() }, story, options);
}

/** Something for every screen: merged customers, cases, dead letters, a quarantined and a rejected request. */
export async function fill(host: Told, data: string): Promise<void> {
  for (const story of ['one-customer', 'recycled'] as const) await tell(story, data);
  await host.ask('/api/inlet', { body: 'not JSON' });
  await host.ask('/api/inlet', { body: '{"specversion":"1.0"}' });
  await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'customers/data_request', 1));
  await send(host.url, 'shopify-demo', signedBody('not JSON'));
  const order = demoRequest('shopify-demo', 'orders/paid', 901);
  await send(host.url, 'shopify-demo', { ...order, headers: { ...order.headers, 'x-shopify-hmac-sha256': 'AAAA' } });
  await settled(host);
}
