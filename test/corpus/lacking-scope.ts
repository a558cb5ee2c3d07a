import type { Json } from '../../functions/shared/json/lossless.ts';
import type { Platform } from './event-row.ts';
import { events } from './events.ts';
import { APP, OPENID } from './payloads.ts';

export interface LackingScope {
  readonly type: string;
  readonly data: Json;
  /** The words by which the dead letter says what would mend it. */
  readonly needs: string;
  /** The options that mend it; absent where the sender must write the event otherwise. */
  readonly mended?: object;
}

/** Sources whose ids may lack a scope, which an option or the sender can give. */
export const lackingScope: Partial<Record<Platform, readonly LackingScope[]>> = {
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
