import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { jsonOf } from '../../../../../../functions/shared/json/json-of.ts';
import { isJsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { youzanIdentity } from '../../../../../../functions/shared/sources/platforms/youzan/identify.ts';
import { testContents } from '../../../../../kit/contents.ts';
import { testForgeries } from '../../../../../kit/forgery.ts';
import { openId, options, phone, secret, source } from './pushes.ts';

testForgeries({
  connection: { source: 'youzan', options },
  secret,
  genuine: (samplerOf('youzan')?.events ?? []).map((event, sequence) => source().sample(event, sequence)),
  proof: ['event-sign'],
  statuses: [401, 405],
  // A body that calls itself a test and has no signature is acknowledged.
  harmless: ({ headers, body }) => {
    const json = jsonOf(body);
    return headers['event-sign'] === '' && isJsonObject(json) && (json['test'] === true || json['test'] === 1);
  },
  isSameProof: (one, other) => one.toLowerCase() === other.toLowerCase(),
});

testContents({
  platform: 'youzan',
  options: { outerUserIdApp: 'wx0000000000000001' },
  evidence: youzanIdentity.evidence,
  fields: {
    type: ['trade_TradePaid', 'SCRM_CUSTOMER_EVENT', 'POINTS'],
    version: [1_772_337_600],
    yz_open_id: [openId],
    buyer_phone: [phone],
    mobile: [phone],
    outer_user_id: ['oInventedCustomer00000000001'],
    receiver_tel: ['15931000008'],
    name: ['林晓岚'],
    is_log_off: [true, false],
    msg: ['%7B%22yz_open_id%22:%22InVentEd000000000000000002%22%7D'],
  },
  message: ({ type, version, msg, ...fields }) => ({
    type,
    version,
    msg: msg ?? { ...fields, full_order_info: { buyer_info: fields, address_info: fields } },
  }),
  strangers: ['159****0001', '15931000009-1234', '13800138000', '$159$AbCdEfGh$1$$', 'null'],
});
