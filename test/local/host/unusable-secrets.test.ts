import { expect, test } from 'vitest';
import { unusableSecrets } from '../../../local/host/unusable-secrets.ts';
import demoSecrets from '../../../local/demo-secrets.json' with { type: 'json' };
import { demoConfig } from '../../kit/demo.ts';

const found = (secrets: Parameters<typeof unusableSecrets>[1]) =>
  unusableSecrets(demoConfig(), secrets).map(({ connection, detail }) => [connection, detail]);

test('of the demo every secret is usable', () => {
  expect(found(demoSecrets)).toEqual([]);
});

test('whoever starts without a secret, or with a wrong one, is told which connections will answer 503', () => {
  const { 'shopify-demo': shop, 'youzan-demo': _, ...others } = demoSecrets;
  const until = ': until that is mended its requests are answered 503';
  expect(
    found({
      ...others,
      // One of two is half filled in; a text is no set of fields.
      'shopify-demo': [shop, { clientSecrte: 'hush' }],
      'wechat-demo': { token: 'hush0hush0hush0' },
      'stripe-demo': 'whsec_hush',
    }),
  ).toEqual([
    ['wechat-demo', `the secret "wechat-demo" has missing or wrong fields: appId${until}`],
    ['shopify-demo', `the secret "shopify-demo" has missing or wrong fields: clientSecret${until}`],
    ['stripe-demo', `the secrets file has no secret "stripe-demo"${until}`],
    ['youzan-demo', `the secrets file has no secret "youzan-demo"${until}`],
  ]);
});

test('connections whose events come through the inlet alone need none', () => {
  const names = found({}).map(([connection]) => connection);
  expect(names).toContain('shopify-demo');
  expect(names).not.toContain('brand-demo');
  expect(names).not.toContain('taobao-demo');
});
