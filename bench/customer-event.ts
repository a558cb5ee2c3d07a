import { shopifySample } from '../functions/shared/sources/platforms/shopify/sample.ts';
import type { SampleRequest } from '../functions/shared/sources/source.ts';

export const BENCH_SECRET = 'demo-only-shopify-client-secret';

/** A signed Shopify `customers/create` of about 1.8 KB; every sequence is another person. */
export function customerEvent(sequence: number): SampleRequest {
  const context = { now: 1_790_000_000_000 + sequence, sequence };
  const payload = shopifySample.payload('customers/create', {}, context);
  if (!payload) throw new Error('the sampler knows no customers/create');
  payload['note'] = 'x'.repeat(150);
  return shopifySample.sign('customers/create', payload, { clientSecret: BENCH_SECRET }, {}, context);
}
