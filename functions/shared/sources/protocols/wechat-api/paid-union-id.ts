import type { AnsweredLookUp } from '../../../enrichment/enricher.ts';
import type { Found } from '../../../enrichment/found.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { accountKey } from '../../../enrichment/platform-api.ts';
import { unionIdFound } from './union-id.ts';
import { wechatApi } from './wechat-api.ts';
import { PAID_UNIONID } from './wechat-errors.ts';

/** WeChat answers for five minutes after the payment. */
const ANSWERED_MS = 5 * 60_000;

export interface Payment {
  /** Of the mini program that was paid in; openid and token must be of the same. */
  readonly appId: string;
  readonly openId: string;
  readonly transactionId: string;
  /** Unix ms */
  readonly paid: number;
}

/** Who has just paid in a mini program. */
export function askPaidUnionId({ appId, openId, transactionId, paid }: Payment): LookUp {
  return {
    api: PAID_UNIONID,
    account: accountKey({ api: wechatApi, id: appId }),
    request: {
      method: 'GET',
      path: `/${PAID_UNIONID}`,
      query: { openid: openId, transaction_id: transactionId },
    },
    gives: ['wechat-unionid'],
    until: paid + ANSWERED_MS,
  };
}

export function readPaidUnionId({ answer, idScope }: AnsweredLookUp): Found {
  return unionIdFound(`${PAID_UNIONID}#unionid`, answer['unionid'], idScope);
}
