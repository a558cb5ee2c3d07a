import { describe, expect, test } from 'vitest';
import { contradictEachOther, contradicts, fitTogether } from '../../../../functions/shared/change/contradiction.ts';
import type { IdentityConfig } from '../../../../functions/shared/identity/identity-config.ts';
import { candidate, candidates, identityConfig } from '../../../kit/candidates.ts';

const held = (...texts: readonly string[]) => texts.map((text) => candidate(`verified ${text}`).pair);

// A person has one openid in each app, one unionid, one member number; accounts of a shop and phones say nothing.
describe('what a customer holds says that the event is about another person', () => {
  test.each<[string, readonly string[], readonly string[], boolean]>([
    ['another openid of that app', ['wechat-openid app1/oAnn'], ['verified wechat-openid app1/oBob'], true],
    ['the same openid', ['wechat-openid app1/oAnn'], ['verified wechat-openid app1/oAnn'], false],
    [
      'the same openid, and another beside it: they have both',
      ['wechat-openid app1/oBob', 'wechat-openid app1/oAnn'],
      ['verified wechat-openid app1/oAnn'],
      false,
    ],
    [
      'two others of that app',
      ['wechat-openid app1/oBob', 'wechat-openid app1/oCarl'],
      ['verified wechat-openid app1/oAnn'],
      true,
    ],
    ['an openid of another app', ['wechat-openid app2/oBob'], ['verified wechat-openid app1/oAnn'], false],
    [
      'an openid of an app whose name begins alike',
      ['wechat-openid app12/oBob'],
      ['verified wechat-openid app1/oAnn'],
      false,
    ],
    ['none of that app', ['mobile 15931000401'], ['verified wechat-openid app1/oAnn'], false],
    ['nothing at all', [], ['verified wechat-openid app1/oAnn'], false],
    [
      'another openid that the event has only said',
      ['wechat-openid app1/oAnn'],
      ['claimed wechat-openid app1/oBob'],
      false,
    ],
    ['another member number', ['member-no A-1'], ['verified member-no B-7'], true],
    [
      'another unionid, whose scope the tenant does not write',
      ['wechat-unionid union/uAnn'],
      ['verified wechat-unionid union/uBob'],
      true,
    ],
    ['the same unionid', ['wechat-unionid union/uAnn'], ['verified wechat-unionid union/uAnn'], false],
    ['another account of that shop', ['shopify-customer shop/1'], ['verified shopify-customer shop/2'], false],
    ['another phone', ['mobile 15931000401'], ['verified mobile 15931000402'], false],
    [
      'one of several ids',
      ['member-no A-1', 'wechat-openid app1/oAnn'],
      ['verified member-no A-1', 'verified wechat-openid app1/oBob'],
      true,
    ],
    ['an event without an id', ['member-no A-1'], [], false],
  ])('%s: %j, %j', (_what, theirs, said, expected) => {
    expect(contradicts(held(...theirs), candidates(said), identityConfig)).toBe(expected);
  });
});

describe('the CDP cannot make one customer of those who', () => {
  test.each<[string, readonly (readonly string[])[], boolean]>([
    ['nobody', [], true],
    ['have different phones', [['mobile 15931000401'], ['mobile 15931000402']], false],
    ['have the same phone', [['mobile 15931000401'], ['mobile 15931000401']], true],
    ['of whom one has a phone', [['mobile 15931000401'], ['email ann@post.example']], true],
    ['have different addresses', [['email ann@post.example'], ['email bob@post.example']], true],
    ['have different openids', [['wechat-openid app1/oAnn'], ['wechat-openid app1/oBob']], true],
    ['are three, the first and the last of whom differ', [['member-no A-1'], [], ['member-no B-7']], false],
    ['have the value of one kind as that of another', [['mobile 15931000401'], ['member-no 15931000401']], true],
  ])('%s: %j', (_who, holders, fit) => {
    expect(
      fitTogether(
        holders.map((texts) => held(...texts)),
        identityConfig,
      ),
    ).toBe(fit);
  });
});

describe('those who contradict each other', () => {
  test.each<[string, readonly (readonly string[])[], boolean]>([
    ['nobody', [], false],
    ['different openids of one app', [['wechat-openid app1/oAnn'], ['wechat-openid app1/oBob']], true],
    ['the same openid', [['wechat-openid app1/oAnn'], ['wechat-openid app1/oAnn']], false],
    ['openids of two apps', [['wechat-openid app1/oAnn'], ['wechat-openid app2/oBob']], false],
    [
      'openids of two apps, and different ones of the second',
      [['wechat-openid app1/oAnn', 'wechat-openid app2/oAnn'], ['wechat-openid app2/oBob']],
      true,
    ],
    ['different member numbers', [['member-no A-1'], ['member-no B-7']], true],
    ['different member numbers that hold a colon', [['member-no A:1'], ['member-no B:1']], true],
    ['different accounts of one shop', [['shopify-customer shop/1'], ['shopify-customer shop/2']], false],
    ['different phones', [['mobile 15931000401'], ['mobile 15931000402']], false],
    ['different addresses', [['email ann@post.example'], ['email bob@post.example']], false],
    ['one value of two kinds', [['member-no 7'], ['wecom-external-userid corp/8']], false],
    ['one who holds two: whoever has said so, they are one', [['member-no A-1', 'member-no B-7']], false],
    ['the first and the third', [['member-no A-1'], ['mobile 15931000401'], ['member-no B-7']], true],
  ])('%s: %j', (_who, holders, expected) => {
    expect(
      contradictEachOther(
        holders.map((texts) => held(...texts)),
        identityConfig,
      ),
    ).toBe(expected);
  });

  test('a code that only another system writes says nothing', () => {
    const till = (identityValue: string) => [{ identityType: 'till', identityValue }];
    expect(contradictEachOther([till('7'), till('8')], identityConfig)).toBe(false);
    expect(fitTogether([till('7'), till('8')], identityConfig)).toBe(true);
  });
});

test('a kind of the tenant’s own goes by what is configured of it', () => {
  const config = (unique: boolean): IdentityConfig => ({
    identityTypes: { card: { code: 'card', value: 'bare' } },
    identityKinds: { card: { scope: 'none', rank: 30, unique } },
  });
  const cards = ['7', '8'].map((value) => [{ identityType: 'card', identityValue: value }]);
  for (const unique of [true, false]) {
    expect(contradictEachOther(cards, config(unique))).toBe(unique);
    expect(fitTogether(cards, config(unique))).toBe(!unique);
    expect(contradicts(cards[0] ?? [], candidates(['verified card 8'], config(unique)), config(unique))).toBe(unique);
  }
});
