import { expect, test } from 'vitest';
import { options } from '../../../../../../functions/shared/sources/platforms/taobao/receive.ts';

test.each<readonly [string, object, boolean]>([
  ['app and shop', { appKey: '12000001', sellerId: '100000001' }, true],
  ['and the merchant', { appKey: '12000001', sellerId: '100000001', merchantEntity: 'brand' }, true],
  ['no app', { sellerId: '100000001' }, false],
  ['no shop', { appKey: '12000001' }, false],
  ['a nick for a seller id', { appKey: '12000001', sellerId: '归一旗舰店' }, false],
  ['an empty merchant', { appKey: '12000001', sellerId: '1', merchantEntity: '' }, false],
])('options: %s', (_name, raw, isRight) => {
  expect(options.safeParse(raw).success).toBe(isRight);
});
