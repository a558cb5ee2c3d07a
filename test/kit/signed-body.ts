import { createHmac } from 'node:crypto';
import type { SampleRequest } from '../../functions/shared/sources/source.ts';
import demoSecrets from '../../local/demo-secrets.json' with { type: 'json' };
import { demoRequest } from '../end-to-end/samples.ts';

/** What the demo's shop has signed, whatever it is. */
export function signedBody(body: string): SampleRequest {
  const request = demoRequest('shopify-demo', 'orders/paid', 1);
  const hmac = createHmac('sha256', demoSecrets['shopify-demo'].clientSecret).update(body).digest('base64');
  const others = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'x-shopify-hmac-sha256');
  return { ...request, headers: { ...Object.fromEntries(others), 'x-shopify-hmac-sha256': hmac }, body };
}
