import { describe, expect, test } from 'vitest';
import { byPolicy } from '../../../functions/deliver/apply-change.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import type { CustomerChange, Erase } from '../../../functions/shared/change/customer-change.ts';
import { emptySubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { decisionEvent } from '../../../operations/decision-event.ts';
import { onDay } from '../../kit/facts.ts';
import { demoConfig } from '../../kit/demo.ts';
import { changesOf, directDelivery, identitiesOf, upsertOf } from '../../kit/direct-delivery.ts';

// What is made of a change by the brand's policy, and of an event by its source.

const ANN = ['verified member-no AN-1'];

describe('an unfollow', () => {
  const unfollow: CustomerChange = upsertOf(ANN, { triggers: ['unfollow'] });
  const config = demoConfig({ privacy: { onUnfollow: 'erase' } });
  const came = (day: number) => ({ ...emptySubjectItem, returned: onDay(day) });

  test.each([
    ['is an erase where the brand says so', unfollow, emptySubjectItem, config, true],
    ['is one also after they came', unfollow, came(1), config, true],
    ['is one also at the very time at which they came', unfollow, came(2), config, true],
    ['is none once they have come back since', unfollow, came(3), config, false],
    ['is none where the brand says nothing', unfollow, emptySubjectItem, demoConfig(), false],
  ])('%s', (_what, change, subject, of, isErase) => {
    expect(byPolicy(change, onDay(2), subject, of)).toEqual(
      isErase ? { kind: 'erase', identities: change.identities } : change,
    );
  });

  test.each<readonly [string, CustomerChange]>([
    ['a follow', upsertOf(ANN, { triggers: ['follow'] })],
    ['an erase', { kind: 'erase', identities: identitiesOf(...ANN), everywhere: true }],
  ])('is nothing else: %s stays what it is', (_what, change) => {
    expect(byPolicy(change, onDay(2), emptySubjectItem, config)).toBe(change);
  });
});

describe('the end of a platform’s record', () => {
  const erase: Erase = { kind: 'erase', identities: identitiesOf(...ANN), record: true, everywhere: true };

  test.each([
    ['forgets them', 2, 'done'],
    ['forgets them at the very time of its newest state', 1, 'done'],
    ['that is older than its newest state is for a person to decide', 0.5, 'ignored'],
  ])('%s', async (_what, day, outcome) => {
    const direct = directDelivery();
    await direct.deliver(direct.says('state', ANN, { record: true }, 1));
    const [delivery] = await direct.deliver(direct.eventOf('end', changesOf(erase), day));
    expect(delivery.outcome.outcome).toBe(outcome);
    if (outcome === 'ignored') {
      expect(delivery.outcome).toMatchObject({
        reason: 'needs-an-operator',
        detail: 'a newer state of the platform’s record says that the person is there',
      });
    }
  });

  test('forgets whomever no state of it has named', async () => {
    const direct = directDelivery();
    expect((await direct.deliver(direct.eventOf('end', changesOf(erase))))[0].outcome).toEqual({ outcome: 'done' });
  });

  test('is another thing than a request, which may be older than the record', async () => {
    const direct = directDelivery();
    await direct.deliver(direct.says('state', ANN, { record: true }, 1));
    const { record: _none, ...request } = erase;
    const [{ outcome }] = await direct.deliver(direct.eventOf('asks', changesOf(request), 0.5));
    expect(outcome).toEqual({ outcome: 'done' });
  });
});

describe('an authorisation that is cancelled', () => {
  const erase: Erase = { kind: 'erase', identities: identitiesOf(...ANN), cancelled: true, everywhere: true };
  test.each([
    ['forgets them', demoConfig({ privacy: { onAuthorisationCancelled: 'erase' } }), undefined],
    [
      'is for a person to decide, where the brand says so',
      demoConfig({ privacy: { onAuthorisationCancelled: 'case' } }),
      'privacy.onAuthorisationCancelled says that a person decides',
    ],
  ])('%s', async (_what, config, detail) => {
    const direct = directDelivery({ config });
    const [{ outcome }] = await direct.deliver(direct.eventOf('a', changesOf(erase)));
    expect('detail' in outcome ? outcome.detail : undefined).toBe(detail);
  });
});

describe('an event', () => {
  test('of a connection that is not configured is a dead letter', async () => {
    const direct = directDelivery({ direct: { identify: () => undefined } });
    const [{ outcome }] = await direct.deliver(direct.says('a', ANN));
    expect(outcome).toEqual({
      outcome: 'dead-lettered',
      reason: 'unknown-connection',
      detail: 'no such connection, or of another source',
    });
  });

  test('that is ignored tells what was discarded of it', async () => {
    const direct = directDelivery();
    const discarded = [{ kind: 'mobile', field: 'phone', reason: 'masked', masked: '***' }] as const;
    const ignored = { outcome: 'ignored', reason: 'event-without-customer', detail: 'nobody', discarded } as const;
    expect((await direct.deliver(direct.eventOf('a', ignored)))[0].discarded).toEqual(discarded);
    const plain = { outcome: 'ignored', reason: 'event-without-customer', detail: 'nobody' } as const;
    expect((await direct.deliver(direct.eventOf('b', plain)))[0].discarded).toEqual([]);
  });

  test('that a person has decided and that cannot be read is a dead letter', async () => {
    const direct = directDelivery();
    const about = { type: 'contact-may-have-moved' as const, connection: 'brand-demo', key: 'k' };
    const data = { case: about, decision: 'dismiss' as const, customers: [], by: 'ada', note: '' };
    const event = decisionEvent(data, { now: 0 });
    const [{ outcome }] = await direct.deliver({ ...event, data: {} });
    expect(outcome).toMatchObject({ outcome: 'dead-lettered', detail: 'the decision cannot be read' });
  });
});

describe('a request that a person has decided to carry out', () => {
  const erase: Erase = { kind: 'erase', identities: identitiesOf(...ANN), record: true };

  async function decided(change: CustomerChange) {
    const direct = directDelivery();
    await direct.deliver(direct.says('state', [...ANN, 'verified wechat-openid app1/oAnn'], { record: true }, 2));
    const request = direct.eventOf('asks', changesOf(change), 1);
    await direct.deliver(request);
    const kept = [...direct.world.archive.objects.keys()].filter((key) => key.startsWith('privacy/'));
    const key = digest(request.source, request.id);
    const about = { type: 'erase-needs-decision' as const, connection: 'brand-demo', key };
    const data = { case: about, decision: 'carry-out' as const, customers: [], by: 'ada', note: '' };
    const [delivery] = await direct.deliver(decisionEvent(data, { now: direct.world.clock.now }));
    return { direct, kept, delivery, requestTime: Date.parse(request.time) };
  }

  test('forgets them whoever else knows them, as of when it was made', async () => {
    const { direct, kept, delivery, requestTime } = await decided({ kind: 'erase', identities: erase.identities });
    expect(kept).toHaveLength(1);
    expect(delivery).toMatchObject({ outcome: { outcome: 'done' }, isErasing: true });
    expect(direct.world.cdp.customers()).toEqual([]);
    expect(direct.itemOf(ANN[0] ?? '')?.marks).toEqual({ erased: requestTime });
    expect([...direct.world.archive.objects.keys()].filter((key) => key.startsWith('privacy/'))).toEqual([]);
  });

  test('forgets them although a record says that they are there', async () => {
    const { direct, kept } = await decided(erase);
    expect(kept).toHaveLength(1);
    expect(direct.world.cdp.customers()).toEqual([]);
  });
});
