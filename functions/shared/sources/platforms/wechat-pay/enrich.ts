import { defineEnricher } from '../../../enrichment/enricher.ts';
import { withFound } from '../../../enrichment/found.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { askPaidUnionId, readPaidUnionId } from '../../protocols/wechat-api/paid-union-id.ts';
import { askUserInfo, readUserInfo, USER_INFO } from '../../protocols/wechat-api/user-info.ts';
import { provedWithoutUnionId } from '../../protocols/wechat-api/union-id.ts';
import { wechatApi } from '../../protocols/wechat-api/wechat-api.ts';
import { subOrders } from './fields.ts';
import { payEventKind } from './events.ts';
import { options } from './receive.ts';

/**
 * Who has paid, asked with the credentials of the app in which they did: the connection of that mini program or official account
 * gives them. A payment in an app that has no such connection is not asked after.
 */
export const wechatPayEnrichment = defineEnricher({
  platform: 'wechat-pay',
  options,
  yields: [{ kind: 'wechat-unionid', grade: 'verified' }],
  credentialProviders: ['wechat-official-account', 'wechat-mini-program'],
  lookUps({ type, time, data }, identified, _options, { platformOf }) {
    const resource = isJsonObject(data) ? data['resource'] : undefined;
    const paid =
      isJsonObject(resource) && payEventKind(type)?.customer === 'payer' ? transactionOf(resource) : undefined;
    return provedWithoutUnionId(identified, 'wechat-openid').flatMap(({ scope: appId, value: openId }) => {
      switch (platformOf({ api: wechatApi, id: appId })) {
        case 'wechat-official-account':
          return [askUserInfo(appId, openId)];
        case 'wechat-mini-program':
          return paid === undefined
            ? []
            : [askPaidUnionId({ appId, openId, transactionId: paid, paid: Date.parse(time) })];
        default:
          return [];
      }
    });
  },
  read(identified, answered) {
    const read = answered.lookUp.api === USER_INFO ? readUserInfo : readPaidUnionId;
    return withFound(identified, read(answered));
  },
});

/** The number of a payment that has succeeded; of several that were made together, the first. */
function transactionOf(resource: JsonObject): string | undefined {
  return [resource, ...subOrders(resource)].flatMap(successful)[0];
}

function successful({ trade_state: state, transaction_id: id }: { readonly [field: string]: Json }): readonly string[] {
  const text = scalar(id);
  return state === 'SUCCESS' && text !== undefined && text !== '' ? [text] : [];
}
