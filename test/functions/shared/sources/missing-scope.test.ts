import { describe, expect, test } from 'vitest';
import { identitiesOf, outcomeOf, type Platform, platforms } from '../../../corpus/event-row.ts';
import { events } from '../../../corpus/events.ts';
import { APP, OPENID } from '../../../corpus/payloads.ts';
import type { Json } from '../../../../functions/shared/json/lossless.ts';

interface Lacking {
  readonly type: string;
  readonly data: Json;
  /** The words by which the dead letter says what would mend it. */
  readonly needs: string;
  /** The options that mend it; absent where the sender must write the event otherwise. */
  readonly mended?: object;
}

/** Sources whose ids may lack a scope, which an option or the sender can give. */
const lacking: Partial<Record<Platform, readonly Lacking[]>> = {
  'wechat-pay': [
    'MALL_AUTH.ACTIVATE_CARD',
    'MEMBERCARD.ACCEPT_CARD',
    'MCHTRANSFER.BILL.FINISHED',
    'HIRE_POWER_BANK.RECEIVE_INSURANCE',
  ].map((type) => ({
    type,
    data: { resource: { openid: OPENID, mchid: '1' } },
    needs: 'it needs options.appId',
    mended: { appId: APP },
  })),
  taobao: [
    {
      type: 'taobao_opencrm_MemberGradeChange',
      data: { topic: 'taobao_opencrm_MemberGradeChange', content: { omid: 'AAEInventedOmid00000000000000000001' } },
      needs: 'options.merchantEntity',
      mended: { merchantEntity: 'brand' },
    },
  ],
  youzan: events
    .filter(({ platform, rule }) => platform === 'youzan' && rule === 'an openid alone, of an app that nobody names')
    .map(({ type, data }) => ({
      type,
      data,
      needs: 'it needs options.outerUserIdApp',
      mended: { outerUserIdApp: APP },
    })),
  'brand-events': [
    {
      type: 'member.bound',
      data: { identities: [{ kind: 'wechat-openid', value: OPENID }] },
      needs: 'it needs `scope` beside it',
    },
  ],
};

describe('an id without its scope', () => {
  test.each(
    Object.entries(lacking).flatMap(([platform, rows]) =>
      rows.map((row) => ({ platform: platform as Platform, ...row })),
    ),
  )(
    '$platform $type: kept, with what would mend it; done once that is set',
    ({ platform, type, data, needs, mended }) => {
      const bare = mended === undefined ? {} : Object.fromEntries(Object.keys(mended).map((name) => [name, undefined]));
      expect(outcomeOf({ platform, type, data, options: bare })).toMatchObject({
        outcome: 'ignored',
        reason: 'identity-without-scope',
        detail: expect.stringContaining(needs),
      });
      if (mended === undefined) return;
      expect(identitiesOf(outcomeOf({ platform, type, data, options: mended }))).toHaveLength(1);
    },
  );

  test('is no question for the other sources: of none of their events in the corpus', () => {
    const others = events.filter(({ platform }) => !(platform in lacking));
    const without = others.filter((row) => {
      const outcome = outcomeOf(row);
      return outcome.outcome === 'ignored' && outcome.reason === 'identity-without-scope';
    });
    expect(without.map(({ platform, type, rule }) => `${platform} ${type}: ${rule}`)).toEqual([]);
    expect(new Set(others.map(({ platform }) => platform)).size + Object.keys(lacking).length).toBe(platforms.length);
  });
});
