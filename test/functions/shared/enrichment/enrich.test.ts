import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { emptySubjectItem } from '../../../../functions/shared/change/subject-item.ts';
import type { Envelope } from '../../../../functions/shared/envelope/envelope.ts';
import { answerCache } from '../../../../functions/shared/enrichment/answer-cache.ts';
import { ApiError } from '../../../../functions/shared/enrichment/api-error.ts';
import { enrichEvent, type KnownAccount } from '../../../../functions/shared/enrichment/enrich.ts';
import {
  defineEnricher,
  type EnricherDefinition,
  type Identified,
} from '../../../../functions/shared/enrichment/enricher.ts';
import { withFound } from '../../../../functions/shared/enrichment/found.ts';
import type { LookUp } from '../../../../functions/shared/enrichment/look-up.ts';
import { openEnrichment } from '../../../../functions/shared/enrichment/open-enrichment.ts';
import type { Identity } from '../../../../functions/shared/identity/identity.ts';
import type { JsonObject } from '../../../../functions/shared/json/lossless.ts';
import { enrichers } from '../../../../functions/shared/sources/generated/enrichers.ts';
import { MINUTE, TestClock } from '../../../kit/clock.ts';
import { platformTransport } from '../../../kit/platform-transport.ts';
import { MemorySecrets } from '../../../kit/ports.ts';
import { WechatPlatform } from '../../../kit/wechat-platform.ts';
import { APP_SECRET, wechatApps, wechatConfig, wechatSecrets } from '../../../kit/wechat-world.ts';

const event: Envelope = {
  specversion: '1.0',
  id: 'e1',
  source: '/a-shop/shop',
  type: 'order.created',
  time: '2026-03-01T04:00:00Z',
  datacontenttype: 'application/json',
  data: { order: '7' },
  connection: 'shop',
  receivedtime: '2026-03-01T04:00:00Z',
};
const nobody: Identified = { outcome: 'ignored', reason: 'event-without-customer', detail: 'it names an order' };
const identity = (kind: string, value: string): Identity => ({
  kind,
  scope: 'shop',
  value,
  evidence: { grade: 'verified', field: `orders#${kind}` },
});
const personOf = (...identities: readonly Identity[]): Identified => ({
  outcome: 'changes',
  changes: [{ kind: 'upsert', identities, profile: {}, triggers: [] }],
});
const lookUp = (api: string, gives: readonly string[] = [], more: Partial<LookUp> = {}): LookUp => ({
  api,
  account: 'the shop',
  request: { method: 'GET', path: `/${api}` },
  gives,
  ...more,
});

/** A platform whose events name an order alone. @param answers by API; an error is thrown, a number is waited for */
function worldOf(
  definition: Pick<EnricherDefinition<unknown>, 'lookUps' | 'read'>,
  answers: Readonly<Record<string, JsonObject | Error | number>>,
) {
  const clock = new TestClock(Date.parse(event.receivedtime));
  const asked: string[] = [];
  const account: KnownAccount = {
    platform: 'a-shop',
    idScope: 'shop',
    open: {
      outageOf: () => undefined,
      ask: async ({ api }) => {
        asked.push(api);
        const answer = answers[api] ?? {};
        if (typeof answer === 'number') await new Promise((resume) => setTimeout(resume, answer));
        if (answer instanceof Error) throw answer;
        return typeof answer === 'number' ? {} : answer;
      },
    },
  };
  const configured = defineEnricher({ platform: 'a-shop', options: z.unknown(), yields: [], ...definition }).configure(
    {},
  );
  if (!configured.ok) throw new Error('not configured');
  const connection = {
    enricher: configured.value,
    waitMs: 10 * MINUTE,
    timeoutMs: 40,
    answers: answerCache(clock.read, 0),
  };
  const asking = {
    accounts: new Map([['the shop', account]]),
    clock: clock.read,
    context: { platformOf: () => undefined },
  };
  return {
    clock,
    asked,
    /** @param kinds those of which one was sent for the subject before */
    enrich: (identified: Identified = nobody, kinds: readonly string[] = []) =>
      enrichEvent(event, identified, { kinds }, connection, asking),
  };
}

describe('an event that names no person', () => {
  test('gets one by the answer', async () => {
    const person = personOf(identity('shop-customer', '9'));
    const { enrich } = worldOf({ lookUps: () => [lookUp('orders')], read: () => person }, {});
    expect(await enrich()).toEqual({
      outcome: 'goes-on',
      identified: person,
      asked: [{ api: 'orders', outcome: 'found', found: ['shop-customer'] }],
    });
  });

  test('stays nobody’s where the answer says nothing', async () => {
    const { enrich } = worldOf({ lookUps: () => [lookUp('orders')] }, {});
    expect(await enrich()).toMatchObject({ identified: nobody, asked: [{ outcome: 'nothing' }] });
  });
});

describe('several questions', () => {
  const read: EnricherDefinition<unknown>['read'] = (identified, { lookUp: { api } }) =>
    identified.outcome === 'ignored'
      ? personOf(identity(api, '9'))
      : withFound(identified, { identities: [identity(api, '9')], profile: {}, discarded: [] });

  test('one after the other, each with what is known by then', async () => {
    const { enrich, asked } = worldOf({ lookUps: () => [lookUp('orders'), lookUp('customers')], read }, {});
    expect(await enrich()).toMatchObject({ asked: [{ found: ['orders'] }, { found: ['customers'] }] });
    expect(asked).toEqual(['orders', 'customers']);
  });

  test('what is told already is not asked', async () => {
    const lookUps = () => [lookUp('orders', ['orders']), lookUp('customers', ['orders'])];
    const { enrich, asked } = worldOf({ lookUps, read }, {});
    await enrich();
    expect(asked).toEqual(['orders']);
  });

  test('nor what the ledger knows, unless it must be newer', async () => {
    const lookUps = () => [
      lookUp('a', ['orders']),
      lookUp('b', ['orders', 'else']),
      lookUp('c', ['orders'], { newerThan: 1 }),
    ];
    const { enrich, asked } = worldOf({ lookUps }, {});
    await enrich(nobody, ['orders']);
    expect(asked).toEqual(['b', 'c']);
  });

  test('have one time for all of them', async () => {
    const { enrich, asked } = worldOf({ lookUps: () => [lookUp('slow'), lookUp('next')] }, { slow: 60 });
    expect(await enrich()).toMatchObject({ outcome: 'waiting', detail: 'slow: timeout' });
    expect(asked).toEqual(['slow']);
  });

  test('an account that no connection opens is not asked', async () => {
    const { enrich, asked } = worldOf({ lookUps: () => [lookUp('orders', [], { account: 'another shop' })] }, {});
    expect(await enrich()).toEqual({ outcome: 'goes-on', identified: nobody, asked: [] });
    expect(asked).toEqual([]);
  });

  test('one that fails for good does not keep the others from being asked', async () => {
    const answers = { first: new ApiError('permission', { api: 'first', code: 403 }) };
    const { enrich } = worldOf({ lookUps: () => [lookUp('first'), lookUp('second')], read }, answers);
    expect(await enrich()).toMatchObject({
      asked: [
        { api: 'first', outcome: 'failed', code: 403 },
        { api: 'second', outcome: 'found' },
      ],
    });
  });
});

describe('a fault of our own', () => {
  const read = () => {
    throw new TypeError('the answer was {"openid":"oTestPerson00000000000000001"}');
  };

  test('waits like any other failure, ends like any other, and repeats nothing of the answer', async () => {
    const { enrich, clock } = worldOf({ lookUps: () => [lookUp('orders')], read }, {});
    expect(await enrich()).toEqual({ outcome: 'waiting', detail: 'orders: fault: TypeError', retryAfterSeconds: 10 });
    clock.pass(10 * MINUTE);
    expect(await enrich()).toMatchObject({
      outcome: 'goes-on',
      identified: nobody,
      asked: [{ outcome: 'failed', reason: 'fault', detail: 'orders: fault: TypeError' }],
    });
  });
});

test('two connections of one app share its token', async () => {
  const config = wechatConfig();
  const second = config.connections['wechat-demo'];
  if (!second) throw new Error('no connection');
  const clock = new TestClock();
  const wechat = new WechatPlatform(clock.read);
  wechat.app(wechatApps['wechat-demo'], APP_SECRET);
  const secrets = new MemorySecrets(wechatSecrets());
  const enrich = openEnrichment(
    { ...config, connections: { ...config.connections, second: { ...second, secret: 'wechat-demo' } } },
    enrichers,
    { secrets, clock: clock.read, transport: platformTransport({ 'https://api.weixin.qq.com': wechat }) },
  );
  for (const connection of ['wechat-demo', 'second']) {
    const openId = identity('wechat-openid', 'oTestFollower000000000000001');
    const follow = { ...event, source: `/wechat-official-account/${connection}`, connection, type: 'message.text' };
    await enrich(follow, personOf({ ...openId, scope: wechatApps['wechat-demo'] }), emptySubjectItem);
  }
  expect(wechat.calls).toEqual(['cgi-bin/stable_token', 'cgi-bin/user/info', 'cgi-bin/user/info']);
});
