import { parseQuery, single } from '../../../../../../functions/shared/http/webhook-request.ts';
import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { xiaohongshuIdentity } from '../../../../../../functions/shared/sources/platforms/xiaohongshu/identify.ts';
import { testContents } from '../../../../../kit/contents.ts';
import { testForgeries } from '../../../../../kit/forgery.ts';
import { openSource } from '../../../../../kit/source.ts';

const secret = { urlKey: 'invented0key0of0thirty0two0chars' };
const options = { sellerId: '5f0000000000000000000001', acceptUnsigned: true };
const source = openSource('xiaohongshu', options, secret);
const keyIn = (rawQuery: string) => single(parseQuery(rawQuery) ?? new Map(), 'key');

testForgeries({
  connection: { source: 'xiaohongshu', options },
  secret,
  genuine: (samplerOf('xiaohongshu')?.events ?? []).map((event, sequence) => source.sample(event, sequence)),
  proof: [],
  isSameQuery: (one, other) => keyIn(one) !== undefined && keyIn(one) === keyIn(other),
  unsignedBody: true,
  statuses: [403, 405],
});

testContents({
  platform: 'xiaohongshu',
  options: {},
  evidence: xiaohongshuIdentity.evidence,
  fields: {
    msgTag: ['msg_fulfillment_status_change', 'msg_after_sale_create'],
    orderId: ['P600000000000000001'],
    userId: ['u'],
    openAddressId: ['a'],
  },
  message: ({ msgTag, ...data }) => [{ msgTag, sellerId: 's', data: JSON.stringify(data) }],
  strangers: ['15931000008', '159****0001'],
});
