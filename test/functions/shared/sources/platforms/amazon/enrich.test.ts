import { expect, test } from 'vitest';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { toEnvelope } from '../../../../../../functions/shared/envelope/from-source.ts';
import {
  amazonAccountOf,
  amazonEnrichment,
  askAmazonOrder,
} from '../../../../../../functions/shared/sources/platforms/amazon/enrich.ts';
import type { AmazonOptions } from '../../../../../../functions/shared/sources/platforms/amazon/receive.ts';
import { checked, openSource } from '../../../../../kit/source.ts';

const options = { sellerId: 'A1INVENTED', region: 'eu', buyerAlias: true } as const satisfies AmazonOptions;
const ORDER = '902-3159896-1390916';
const enricher = checked(amazonEnrichment.configure(options));

function bought(summary: Json) {
  const change = { SellerId: options.sellerId, AmazonOrderId: ORDER, Summary: summary };
  const data = { NotificationType: 'ORDER_CHANGE', Payload: { OrderChangeNotification: change } };
  const event = toEnvelope(
    { idParts: ['an id'], type: 'ORDER_CHANGE', data },
    { platform: 'amazon', connection: 'shop', receivedTime: '2026-03-01T04:00:00Z' },
  );
  const account = amazonAccountOf(options);
  if (!account) throw new Error('an account');
  const answer = { order: { orderId: ORDER, buyer: { buyerEmail: 'x1invented@marketplace.amazon.de' } } };
  const answered = { event, lookUp: askAmazonOrder(account, ORDER), answer, idScope: options.sellerId };
  const said = enricher.read(
    openSource('amazon', options).say({ idParts: ['an id'], type: 'ORDER_CHANGE', data }),
    answered,
  );
  const [upsert] = said.outcome === 'changes' ? said.changes : [];
  if (upsert?.kind !== 'upsert') throw new Error('an upsert');
  return upsert.act;
}

test.each<[string, Json, object]>([
  ['as Amazon writes it', { PurchaseDate: '2026-01-05T01:30:00Z' }, { kind: 'order', created: '2026-01-05T01:30:00Z' }],
  ['in small letters', { purchaseDate: '2026-01-05T01:30:00Z' }, { kind: 'order', created: '2026-01-05T01:30:00Z' }],
  ['not at all', {}, { kind: 'record' }],
  ['nowhere', null, { kind: 'record' }],
])('the notification says when its order was placed: %s', (_name, summary, act) => {
  expect(bought(summary)).toEqual(act);
});
