import { expect, test } from 'vitest';
import { aboutYouzan, options, secret } from '../../../../../../functions/shared/sources/platforms/youzan/receive.ts';

test.each<readonly [string, object, boolean]>([
  ['nothing', {}, true],
  ['both', { kdtId: '10000000', outerUserIdApp: 'wx0000000000000001' }, true],
  ['a shop as a number', { kdtId: 10_000_000 }, false],
  ['a shop with a leading zero', { kdtId: '010' }, false],
  ['an app id with a blank', { outerUserIdApp: 'wx 1' }, false],
  ['all', { onMerge: 'connect', unconfirmedMessages: true }, true],
  ['another merge', { onMerge: 'always' }, false],
  ['another key', { shop: '1' }, false],
])('options: %s', (_name, raw, isRight) => {
  expect(options.safeParse(raw).success).toBe(isRight);
});

test.each<readonly [string, object, boolean]>([
  ['both', { clientId: 'a', clientSecret: 'b' }, true],
  ['no clientId', { clientSecret: 'b' }, false],
  ['an empty clientSecret', { clientId: 'a', clientSecret: '' }, false],
  ['a blank from a copy', { clientId: 'a', clientSecret: 'b ' }, false],
  ['another key', { clientId: 'a', clientSecret: 'b', token: 'c' }, false],
])('a secret: %s', (_name, raw, isRight) => {
  expect(secret.safeParse(raw).success).toBe(isRight);
});

test.each<readonly [string, object, readonly string[]]>([
  ['nothing is taken that is not confirmed', {}, ['ok options.outerUserIdApp', 'ok options.unconfirmedMessages']],
  ['everything is', { outerUserIdApp: 'wx0000000000000001', unconfirmedMessages: true, onMerge: 'connect' }, []],
  [
    'merges connect, and are not taken',
    { outerUserIdApp: 'wx0000000000000001', onMerge: 'connect' },
    ['ok options.unconfirmedMessages', 'warning options.onMerge'],
  ],
])('doctor tells when %s', (_name, raw, expected) => {
  const findings = aboutYouzan.warnings?.(options.parse({ kdtId: '10000000', ...raw })) ?? [];
  expect(findings.map(({ verdict, check }) => `${verdict} ${check}`)).toEqual(expected);
});
