import { describe, expect, test } from 'vitest';
import { openContext } from '../../../functions/deliver/open-context.ts';
import type { SubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { candidate } from '../../kit/candidates.ts';
import { demoConfig } from '../../kit/demo.ts';
import { directDelivery } from '../../kit/direct-delivery.ts';

// What the changes of an event work on.

const PHONE = candidate('verified mobile 15931000401');
const CALL_SECONDS = 7;
const LAST_WRITES_MS = 2_000;

/** The context of a try that ends so many ms from now. */
function contextOf(leftMs: number, subject: Partial<SubjectItem> = {}) {
  const config = demoConfig({}, { timeoutSeconds: CALL_SECONDS });
  const { world, ports, tryOf, says } = directDelivery({ config });
  const event = says('e', []);
  const known = tryOf(event);
  const context = openContext({ ...known, subject: { ...known.subject, ...subject } }, world.clock.now + leftMs, ports);
  return { context, event, sent: world.cdp.sent };
}

describe('a call begins', () => {
  test('where it can time out, and what was done be written down, before the try ends', async () => {
    const { context } = contextOf(CALL_SECONDS * 1000 + LAST_WRITES_MS);
    expect(await context.calls.ownerOf(PHONE)).toBeUndefined();
  });

  test('not where a millisecond is missing', async () => {
    const { context, sent } = contextOf(CALL_SECONDS * 1000 + LAST_WRITES_MS - 1);
    await expect(context.calls.ownerOf(PHONE)).rejects.toThrow('the time of this try has ended');
    expect(sent).toEqual([]);
  });
});

describe('what an earlier try has done in the CDP', () => {
  test('is not done again by the same event', () => {
    const { context } = contextOf(60_000);
    const begun = { event: context.digest, made: ['an effect'] };
    expect(contextOf(60_000, { begun }).context.calls.made()).toEqual(['an effect']);
  });

  test('says nothing of another event', () => {
    const begun = { event: 'another', made: ['an effect'] };
    expect(contextOf(60_000, { begun }).context.calls.made()).toEqual([]);
  });
});

test('the time is that of the event, and no former version is served unless the configuration says so', () => {
  const { context, event } = contextOf(60_000);
  expect(context.time).toBe(Date.parse(event.time));
  expect(context.compat.isActive).toBe(false);
});
