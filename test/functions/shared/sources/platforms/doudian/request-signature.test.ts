import { expect, test } from 'vitest';
import { requestSignature } from '../../../../../../functions/shared/sources/platforms/doudian/receive.ts';

// The example of the platform's guide on calling its API (op.jinritemai.com/docs/guide-docs/10/23).
const app = { appKey: '6844048284663924231', appSecret: '749698a6-fcb3-4358-b241-ec1d93cf9c1f' };

test('the example of the platform’s own guide', () => {
  const call = { method: 'product.list', body: '{"page":"0","size":"20"}', timestamp: '2020-07-05 22:33:59' };
  expect(requestSignature(call, app)).toBe('a84fc5747114e63196565192a19f80d9d78819b8c8f5940eeb282bf78260901d');
});
