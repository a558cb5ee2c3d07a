import { expect, test } from 'vitest';
import { sources } from '../../../../../../functions/shared/sources/generated/sources.ts';
import { options } from '../../../../../../functions/shared/sources/platforms/jd/receive.ts';
import { checked } from '../../../../../kit/source.ts';

test.each<readonly [string, object, boolean]>([
  ['app and shop', { appKey: '3000', venderId: '10000001' }, true],
  ['switched on', { appKey: '3000', venderId: '10000001', acceptUnconfirmed: true }, true],
  ['no app', { venderId: '10000001' }, false],
  ['no shop', { appKey: '3000' }, false],
  ['a shop as a number', { appKey: '3000', venderId: 10_000_001 }, false],
  ['a shop by its name', { appKey: '3000', venderId: '归一旗舰店' }, false],
  ['another switch', { appKey: '3000', venderId: '1', acceptUnsigned: true }, false],
])('options: %s', (_name, raw, isRight) => {
  expect(options.safeParse(raw).success).toBe(isRight);
});

test.each([
  [undefined, 'read docs/sources/jd.md, then set it'],
  [true, 'compare the ids of two people and of two orders of one'],
])('the doctor warns with acceptUnconfirmed %o', (acceptUnconfirmed, fix) => {
  const checkUp = checked(sources.jd.checkUp.configure({ appKey: '3000', venderId: '1', acceptUnconfirmed }));
  expect(checkUp.settings()).toMatchObject([
    { check: 'options.acceptUnconfirmed', verdict: 'warning', fix: { en: fix } },
  ]);
});
