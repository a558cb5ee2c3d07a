import { describe, expect, test } from 'vitest';
import type { DiscardedValue } from '../../../../functions/shared/identity/discarded-value.ts';
import {
  because,
  discard,
  discardWithoutScope,
  reasonOf,
  withDiscarded,
} from '../../../../functions/shared/identity/discard.ts';
import { isBlocked, openBlocklist } from '../../../../functions/shared/identity/blocklist.ts';

// How a value that is no identity is told, without the value.

describe('a value that is discarded', () => {
  test.each<readonly [string, unknown, string]>([
    ['a text', '15931000401', '159****0401'],
    ['a number', 15931000401, '159****0401'],
    ['a large number', 15931000401n, '159****0401'],
    ['something else, of which nothing is shown', { phone: '15931000401' }, '****'],
  ])('is told by its ends: %s', (_what, value, masked) => {
    expect(discard('mobile', 'phone', value, 'shared')).toEqual([
      { kind: 'mobile', field: 'phone', reason: 'shared', masked },
    ]);
  });

  test('is none where there was nothing', () => {
    expect(discard('mobile', 'phone', '', 'empty')).toEqual([]);
  });

  test('says what names where it counts', () => {
    expect(discardWithoutScope('wechat-openid', 'openid', 'oGuiyiSampleCustomer00000001', 'options.appId')).toEqual([
      { kind: 'wechat-openid', field: 'openid', reason: 'ambiguous', masked: 'oGui****01', needs: 'options.appId' },
    ]);
  });
});

describe('of several', () => {
  const phone: DiscardedValue = { kind: 'mobile', field: 'customer.phone', reason: 'masked', masked: '*' };
  const mail: DiscardedValue = { kind: 'email', field: 'email', reason: 'relay', masked: '*', hint: 'a relay' };

  test('a log says where and why', () => {
    expect(because([phone, mail])).toBe(': customer.phone: masked, email: relay, a relay');
    expect(because([])).toBe('');
  });

  test('the reason stands with what the sender may have meant', () => {
    expect([reasonOf(phone), reasonOf(mail)]).toEqual(['masked', 'relay, a relay']);
  });

  test('an outcome says them where there are any', () => {
    expect(withDiscarded([phone])).toEqual({ discarded: [phone] });
    expect(withDiscarded([])).toEqual({});
  });
});

describe('the blocklist', () => {
  const blocklist = openBlocklist({
    mobile: ['+86 159 3100 0401', '+1 310 555 2368', 'no number'],
    email: ['Till@Shop.example', '@Agency.example', 'no address'],
  });

  test.each([
    ['a number, however it was written', 'mobile', '15931000401', true],
    ['a foreign number with its plus', 'mobile', '+13105552368', true],
    ['another number', 'mobile', '15931000402', false],
    ['an address', 'email', 'till@shop.example', true],
    ['another address of the domain', 'email', 'lan@shop.example', false],
    ['every address of a domain', 'email', 'lan@agency.example', true],
    ['a domain that ends so', 'email', 'lan@big-agency.example', false],
    ['another kind of that value', 'member-no', '15931000401', false],
    ['another kind that looks like an address of the domain', 'mobile', 'lan@agency.example', false],
    ['an entry that is none', 'email', 'no address', false],
  ])('%s', (_what, kind, value, blocked) => {
    expect(isBlocked(blocklist, kind, value)).toBe(blocked);
  });

  test('blocks nobody where there is none', () => {
    const empty = openBlocklist();
    expect([...empty].map(([kind, values]) => [kind, values.size])).toEqual([
      ['mobile', 0],
      ['email', 0],
    ]);
    expect(isBlocked(empty, 'mobile', '15931000401')).toBe(false);
  });
});
