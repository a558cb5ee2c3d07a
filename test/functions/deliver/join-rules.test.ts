import { describe, expect, test } from 'vitest';
import { joinRules } from '../../../functions/deliver/join-rules.ts';
import type { Held } from '../../../functions/shared/change/never-one.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { candidate } from '../../kit/candidates.ts';
import { demoConfig } from '../../kit/demo.ts';

// The rules of who is who, as a configuration says them.

type Guards = NonNullable<GuiyiConfig['guards']>;
const rulesOf = (guards: Guards = {}, cdp: Partial<GuiyiConfig['cdp']> = {}) => joinRules(demoConfig({ guards }, cdp));

describe('a proof grows old', () => {
  const companyDomains = { 'Company.example': 365 };
  test.each<readonly [string, string, string, Guards, number]>([
    ['of a phone in 90 days, for a carrier gives it out again', 'mobile', '15931000401', {}, 90],
    ['of an address never', 'email', 'ann@post.example', {}, 0],
    ['of a kind that nobody has spoken of never', 'member-no', 'A-1', {}, 0],
    ['of a phone as the configuration says', 'mobile', '15931000401', { staleContactDays: { mobile: 30 } }, 30],
    ['of a phone not at all, where it says so', 'mobile', '15931000401', { staleContactDays: { mobile: 0 } }, 0],
    [
      'of a phone as before, where it speaks of addresses',
      'mobile',
      '15931000401',
      { staleContactDays: { email: 9 } },
      90,
    ],
    ['of an address as it says', 'email', 'ann@post.example', { staleContactDays: { email: 9 } }, 9],
    ['of an address of a company as it says of that', 'email', 'ann@company.example', { companyDomains }, 365],
    ['and not of another address', 'email', 'ann@other-company.example', { companyDomains }, 0],
    ['nor of one whose name begins so', 'email', 'company.example@post.example', { companyDomains }, 0],
    ['nor of another kind', 'member-no', 'ann@company.example', { companyDomains }, 0],
  ])('%s', (_what, kind, value, guards, days) => {
    expect(rulesOf(guards).ageing(kind, value).days).toBe(days);
  });

  test.each([
    ['email', true],
    ['mobile', false],
  ])('names tell whose it is: %s, %s', (kind, tell) => {
    expect(rulesOf().ageing(kind, 'x').namesTell).toBe(tell);
  });
});

describe('what is not configured', () => {
  test('is as the documents say', () => {
    expect(rulesOf()).toMatchObject({ typedContacts: 'corroborated', unknownAge: 'join' });
    expect(rulesOf({ unknownAge: 'withhold' }, { typedContacts: 'join' })).toMatchObject({
      typedContacts: 'join',
      unknownAge: 'withhold',
    });
  });

  test('is read once for a configuration', () => {
    const config = demoConfig();
    expect(joinRules(config)).toBe(joinRules(config));
    expect(joinRules(demoConfig())).not.toBe(joinRules(config));
  });
});

describe('two who are never one', () => {
  const OPENID = candidate('verified wechat-openid app1/oAnn').pair;
  const OTHER_APP = candidate('verified wechat-openid app2/oAnn').pair;
  const MEMBER = candidate('verified member-no A-1').pair;
  const COLON = candidate('verified youzan-open-id A:1').pair;
  const PHONE = candidate('verified mobile 15931000401').pair;
  const ANN: Held = { customer: '101' };
  const BOB: Held = { customer: '102' };

  test.each<readonly [string, readonly [string, string], readonly Held[], readonly Held[], boolean]>([
    ['two customers', ['customer:101', 'customer:102'], [ANN], [BOB], false],
    ['in either order', ['customer:101', 'customer:102'], [BOB], [ANN], false],
    ['among what else they have', ['customer:101', 'customer:102'], [MEMBER, ANN], [PHONE, BOB], false],
    ['and no third', ['customer:101', 'customer:103'], [ANN], [BOB], true],
    ['nor anybody else', ['customer:101', 'customer:102'], [ANN], [MEMBER], true],
    ['nor one of them alone', ['customer:101', 'customer:102'], [ANN], [ANN], true],
    ['a customer and an id', ['customer:101', 'member-no:A-1'], [ANN], [MEMBER], false],
    ['an id with its scope', ['wechat-openid:app1:oAnn', 'member-no:A-1'], [OPENID], [MEMBER], false],
    ['and not in another scope', ['wechat-openid:app1:oAnn', 'member-no:A-1'], [OTHER_APP], [MEMBER], true],
    ['an id without a scope in which a colon stands', ['youzan-open-id:A:1', 'customer:102'], [COLON], [BOB], false],
    ['a phone', ['mobile:15931000401', 'customer:102'], [PHONE], [BOB], false],
    ['and no other value of the kind', ['mobile:15931000402', 'customer:102'], [PHONE], [BOB], true],
    ['and no other kind of the value', ['mobile:A-1', 'customer:102'], [MEMBER], [BOB], true],
    ['a customer whose id is a value', ['member-no:101', 'customer:102'], [ANN], [BOB], true],
  ])('%s', (_what, pair, one, other, mayBeOne) => {
    expect(rulesOf({ neverOne: [pair] }).mayBeOne(one, other)).toBe(mayBeOne);
  });

  test('are any of several', () => {
    const { mayBeOne } = rulesOf({
      neverOne: [
        ['customer:101', 'customer:103'],
        ['customer:101', 'customer:102'],
      ],
    });
    expect(mayBeOne([ANN], [BOB])).toBe(false);
    expect(mayBeOne([BOB], [{ customer: '103' }])).toBe(true);
  });

  test('are none where the configuration names none', () => {
    expect(rulesOf().mayBeOne([ANN], [BOB])).toBe(true);
  });
});
