import { answerToChallenge } from '../../../../../../functions/shared/sources/platforms/douyin/receive.ts';
import { douyinIdentity } from '../../../../../../functions/shared/sources/platforms/douyin/identify.ts';
import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { testContents } from '../../../../../kit/contents.ts';
import { testForgeries } from '../../../../../kit/forgery.ts';
import { clientKey, merchant, options, phone, secret, source, user } from './events.ts';

testForgeries({
  connection: { source: 'douyin', options },
  secret,
  genuine: (samplerOf('douyin')?.events ?? []).map((event, sequence) => source().sample(event, sequence)),
  proof: ['x-douyin-signature'],
  statuses: [401, 405],
  harmless: ({ body }) => answerToChallenge(body) !== undefined,
  isSameProof: (one, other) => one.toLowerCase() === other.toLowerCase(),
});

testContents({
  platform: 'douyin',
  options: { clientKey, fromUserIsCustomer: true },
  evidence: douyinIdentity.evidence,
  fields: {
    event: ['life_member_join', 'life_member_leave', 'life_trade_order_notify', 'verify_webhook'],
    client_key: [clientKey],
    from_user_id: [user],
    mobile: [phone],
    account_id: [merchant],
    action: ['pay_success'],
    msg_time: [1_772_337_600],
    challenge: [12345],
  },
  message: ({ event, client_key, from_user_id, account_id, ...content }) => ({
    event,
    client_key,
    from_user_id,
    content: JSON.stringify({ ...content, account_id, order: { account_id } }),
  }),
  strangers: [merchant, '159****0001', '15931000001-1234', '2yxFypQ39OrifivISATEqA==', 'null'],
});
