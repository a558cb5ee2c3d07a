import { kuaishouIdentity } from '../../../../../../functions/shared/sources/platforms/kuaishou/identify.ts';
import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { testContents } from '../../../../../kit/contents.ts';
import { testForgeries } from '../../../../../kit/forgery.ts';
import { appKey, buyer, options, secret, seller, source } from './messages.ts';

const genuine = (samplerOf('kuaishou')?.events ?? []).map((event, sequence) => source().sample(event, sequence));

testForgeries({
  connection: { source: 'kuaishou', options },
  secret,
  genuine,
  proof: [],
  statuses: [403, 405],
  // Blanks around the ciphertext say nothing, nor do its lines.
  isSameBody: (one, other) => one.replace(/\s/g, '') === other.replace(/\s/g, ''),
});

testContents({
  platform: 'kuaishou',
  options: { appKey },
  evidence: kuaishouIdentity.evidence,
  fields: {
    event: ['kwaishop_order_addOrder', 'kwaishop_order_addressChange', 'kwaishop_order_paySuccess'],
    userId: [Number(seller), seller],
    buyerOpenId: [buyer],
    openId: ['InventedSeller00000000000000000000000000sel'],
    oid: [2_600_000_000_000_301],
    updateTime: [1_772_337_600_000],
  },
  message: ({ event, userId, updateTime, ...info }) => ({
    appKey,
    event,
    userId,
    updateTime,
    info: JSON.stringify(info),
  }),
  strangers: ['f000****1a7f', '15931000008', '$f00$AbCdEfGh$1$$', 'null'],
});
