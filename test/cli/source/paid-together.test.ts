import { expect, test } from 'vitest';
import { previewSource } from '../../../cli/source/preview.ts';
import { config, workshop } from './workshop.ts';

const shop = workshop();

/** A paid order of the shop, as WooCommerce delivers it. */
const order = (id: number, customer: number, email: string) =>
  [
    '# x-wc-webhook-topic: order.created',
    JSON.stringify({
      id,
      status: 'processing',
      order_key: `wc_order_${id}`,
      line_items: [],
      currency: 'EUR',
      total: '28.00',
      customer_id: customer,
      date_created_gmt: '2026-03-01T04:00:00',
      date_modified_gmt: '2026-03-01T04:00:00',
      date_paid_gmt: '2026-03-01T04:00:00',
      billing: { email, phone: '', first_name: 'Lan', last_name: 'Lin' },
      shipping: {},
    }),
  ].join('\n');

test('the preview says whom `contacts` would make one customer, and changes nothing by it', async () => {
  await previewSource(
    shop.terminal,
    'woocommerce-demo',
    [
      shop.file('one.http', order(1, 4711, 'lan.lin@mail.example')),
      shop.file('two.http', order(2, 4712, 'Lan.Lin@mail.example')),
      shop.file('three.http', order(3, 4713, 'carl@mail.example')),
    ],
    { config, json: false },
  );
  const lines = shop.terminal.out.split('\n').filter((line) => line.startsWith('≈'));
  expect(lines).toEqual([
    expect.stringMatching(
      /^≈ email l\S+ is what several have paid with: woocommerce-customer [^ ]+ \(one\.http\), woocommerce-customer \S+ \(two\.http\)\. One customer with `contacts: \{ email: 'paid' \}`, if their names allow it$/,
    ),
  ]);
  expect(shop.terminal.out).not.toContain('lan.lin');
  expect(shop.terminal.out).toContain('(claimed, from billing.email)');
});
