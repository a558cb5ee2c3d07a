import { pinduoduoIdentity } from '../../../../../../functions/shared/sources/platforms/pinduoduo/identify.ts';
import { testContents } from '../../../../../kit/contents.ts';

const PAID = 'pdd_trade_TradeConfirmed';

testContents({
  platform: 'pinduoduo',
  options: {},
  evidence: pinduoduoIdentity.evidence,
  fields: { type: [PAID, 'pdd_refund_RefundCreated'], tid: ['260301-000000000000540'], commandType: ['Common'] },
  message: ({ type, commandType, ...content }) => ({ commandType, message: { type, content } }),
  strangers: ['15931000008', '159****0001'],
});
