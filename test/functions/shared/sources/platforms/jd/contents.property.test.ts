import { jdIdentity } from '../../../../../../functions/shared/sources/platforms/jd/identify.ts';
import { testContents } from '../../../../../kit/contents.ts';
import { openId, options, xid } from './orders.ts';

testContents({
  platform: 'jd',
  options,
  evidence: jdIdentity.evidence,
  fields: {
    orderId: ['281000000001', 281_000_000_001],
    venderId: ['10000001'],
    modified: ['2026-03-01 12:00:00'],
    paymentConfirmTime: ['0001-01-01 00:00:00', '2026-03-01 12:00:00'],
    xid_buyer: [xid],
    open_id_buyer: [openId],
    xid_seller: ['o*AAInventedShop'],
    pin: ['jd_17'],
    consigneeInfo: [{ mobile: '15931000001' }],
  },
  message: (fields) => fields,
  strangers: ['15931000008', 'jd_4f1c09ab7d', 'o*AAInv****0001', '$159$AbCd$1$$', 'null', `${'aB3+'.repeat(22)}==`],
});
