import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../../functions/shared/envelope/envelope.ts';
import { enrichers } from '../../../../functions/shared/sources/generated/enrichers.ts';
import { identifiers } from '../../../../functions/shared/sources/generated/identifiers.ts';
import { parseJson, type Json, isJsonObject } from '../../../../functions/shared/json/lossless.ts';
import { anyFields } from '../../../kit/contents.ts';
import { fuzzing } from '../../../kit/fuzz.ts';

interface Shop {
  readonly platform: 'bigcommerce' | 'doudian' | 'amazon';
  readonly options: object;
  readonly type: string;
  readonly data: Json;
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
  readonly answer: (fields: Readonly<Record<string, unknown>>) => unknown;
  /** `kind grade field`, each that an answer or the event may give. */
  readonly gives: readonly string[];
}

/** Nobody's, wherever they stand. */
const STRANGERS = [
  '159****0061',
  '18400000965-7576',
  '$inVeNted$c2FtcGxl$1$$',
  '#inVeNted#c2FtcGxl#1##',
  'x@relay.walmart.com',
  'null',
  '0',
] as const;
const PHONE = '15931000061';
const OPEN_ID = '1@#Invented0Open0Id0000000001';
const ALIAS = 'a1b2c3d4e5f6g7h@marketplace.amazon.de';

const shops: readonly Shop[] = [
  {
    platform: 'bigcommerce',
    options: { storeHash: 'demo12345' },
    type: 'store/customer/updated',
    data: { data: { id: 27_004_001 } },
    fields: { id: [27_004_001], email: ['mei@mail.test'], phone: [PHONE], first_name: ['梅'], last_name: ['韩'] },
    answer: (record) => ({ data: [record] }),
    gives: [
      'bigcommerce-customer verified data.id',
      'email claimed v3/customers#email',
      'mobile claimed v3/customers#phone',
    ],
  },
  {
    platform: 'bigcommerce',
    options: { storeHash: 'demo12345' },
    type: 'store/order/created',
    data: { data: { id: 33_004_001 } },
    fields: {
      id: [33_004_001],
      customer_id: [27_004_001, 0],
      billing_address: [{ email: 'mei@mail.test', phone: PHONE }, null],
    },
    answer: (order) => order,
    gives: [
      'bigcommerce-customer verified v2/orders#customer_id',
      'email claimed v2/orders#billing_address.email',
      'mobile claimed v2/orders#billing_address.phone',
    ],
  },
  {
    platform: 'doudian',
    options: { shopId: '20000001', appKey: '7000000000000000001' },
    type: '102',
    data: { data: { p_id: '6900000000000000002', shop_id: '20000001' } },
    fields: {
      order_id: ['6900000000000000002'],
      shop_id: ['20000001', 20_000_001],
      doudian_open_id: [OPEN_ID],
      post_tel: [PHONE],
      mask_post_tel: ['159****0061'],
    },
    answer: (order) => ({ code: 10_000, data: { shop_order_detail: order } }),
    gives: ['doudian-open-id verified order.orderDetail#shop_order_detail.doudian_open_id'],
  },
  {
    platform: 'amazon',
    options: { sellerId: 'A1INVENTED', region: 'eu', buyerAlias: true },
    type: 'ORDER_CHANGE',
    data: {
      NotificationType: 'ORDER_CHANGE',
      Payload: { OrderChangeNotification: { SellerId: 'A1INVENTED', AmazonOrderId: '902-3000001-1234567' } },
    },
    fields: { orderId: ['902-3000001-1234567'], buyer: [{ buyerEmail: ALIAS, buyerName: '韩梅' }] },
    answer: (order) => ({ order }),
    gives: ['amazon-buyer verified orders/2026-01-01/orders#order.buyer.buyerEmail'],
  },
];

describe.each(shops)('$platform, $type', ({ platform, options, type, data, fields, answer, gives }) => {
  const { numRuns, seed } = fuzzing(1000);
  const identify = identifiers[platform]?.configure(options);
  const enricher = enrichers[platform].configure(options, { region: 'CN' });
  if (!identify?.ok || !enricher.ok) throw new Error('not configured');
  const event: Envelope = {
    specversion: '1.0',
    id: 'e1',
    source: `/${platform}/shop`,
    type,
    time: '2026-03-01T04:00:00Z',
    datacontenttype: 'application/json',
    data,
    connection: 'shop',
    receivedtime: '2026-03-01T04:00:01Z',
  };
  const identified = identify.value(event);
  const [lookUp] = enricher.value.lookUps(event, identified, { platformOf: () => undefined });

  test('whatever an answer holds, an identity stands where it may, and is no stranger', () => {
    if (!lookUp) throw new Error('nothing is asked');
    let people = 0;
    const property = fc.property(anyFields(fields, STRANGERS), (given) => {
      const said = parseJson(JSON.stringify(answer(given)));
      if (!isJsonObject(said)) return;
      const read = enricher.value.read(identified, { event, lookUp, answer: said, idScope: 'shop' });
      const changes = read.outcome === 'changes' ? read.changes : [];
      for (const { kind, value, evidence } of changes.flatMap(({ identities }) => identities)) {
        people += 1;
        expect(STRANGERS).not.toContain(value);
        expect(gives).toContain(`${kind} ${evidence.grade} ${evidence.field}`);
      }
    });
    fc.assert(property, { numRuns, seed });
    process.stdout.write(`${platform}, ${numRuns} answers of any content, ${people} identities, seed ${seed}\n`);
    expect(people).toBeGreaterThan(numRuns / 100);
  });
});
