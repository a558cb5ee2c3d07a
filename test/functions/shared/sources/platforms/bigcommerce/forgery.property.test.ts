import { bigcommerceSample } from '../../../../../../functions/shared/sources/platforms/bigcommerce/sample.ts';
import { testForgeries } from '../../../../../kit/forgery.ts';
import { openHmacSource } from '../../../../../kit/hmac-source.ts';

// Deliveries with a signature are in ../hmac/forgery.property.test.ts; here those that prove themselves by fixed headers.
const secret = {
  headers: { 'X-Guiyi-Token': 'a-static-header-of-the-subscription', 'X-Guiyi-Store': 'tea-house-store-one' },
};
const store = openHmacSource('bigcommerce', {}, secret);

testForgeries({
  connection: { source: 'bigcommerce', options: {} },
  secret,
  genuine: bigcommerceSample.events.map((event, sequence) => {
    const { headers, ...request } = store.sample(event, sequence);
    const small = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    return { ...request, headers: Object.fromEntries(small) };
  }),
  proof: ['x-guiyi-token', 'x-guiyi-store'],
  unsignedBody: true,
  statuses: [401, 405],
});
