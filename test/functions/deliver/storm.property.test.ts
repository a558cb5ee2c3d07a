import { expect, test } from 'vitest';
import { inbox } from '../../../functions/shared/cases/inbox.ts';
import { deliveryWorld } from '../../kit/delivery.ts';
import { fuzzing } from '../../kit/fuzz.ts';

const BATCH = 10;
const SHOPS_OWN_PHONE = '+8615931000091';

// Graph collapse in miniature: a shop writes its own phone into every order.
test('orders that carry the shop’s own phone leave one customer each, and one report', async () => {
  const { numRuns: orders } = fuzzing(2_500);
  const world = deliveryWorld();
  for (let sequence = 1; sequence <= orders; sequence += BATCH) {
    const records = await Promise.all(
      Array.from({ length: Math.min(BATCH, orders - sequence + 1) }, async (_, index) =>
        world.recordOf(
          await world.sample('shopify-demo', 'orders/create', {
            sequence: sequence + index,
            change: (payload) => {
              payload['phone'] = SHOPS_OWN_PHONE;
              Object.assign(payload['customer'] as object, { phone: SHOPS_OWN_PHONE });
            },
          }),
        ),
      ),
    );
    // The cap on calls goes by the world's clock.
    world.clock.pass(1_000);
    let waiting = await world.deliverRecords(records);
    while (waiting.length > 0) {
      world.clock.pass(2_000);
      waiting = await world.deliverRecords(records.filter(({ messageId }) => waiting.includes(messageId)));
    }
  }
  expect(world.cdp.countCustomers()).toBe(orders);
  const reports = inbox(await world.cases.list(100));
  expect(reports).toMatchObject([{ type: 'shared-value' }]);
  expect(reports[0]?.examples.length).toBeLessThanOrEqual(5);
});
