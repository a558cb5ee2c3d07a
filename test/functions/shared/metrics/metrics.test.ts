import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../../../functions/shared/envelope/envelope.ts';
import {
  acceptedMetric,
  rejectedMetric,
  withQuarantineCounted,
  withUnreadableCounted,
} from '../../../../functions/shared/metrics/arrival-metrics.ts';
import {
  breakerMetric,
  callMetrics,
  deliveryMetrics,
  eraseMetric,
  withSlowCallsCounted,
} from '../../../../functions/shared/metrics/delivery-metrics.ts';
import { demoConfig } from '../../../kit/demo.ts';
import { memberBound } from '../../../kit/delivery.ts';

const now = Date.parse('2026-11-30T12:00:00Z');

interface Meta {
  readonly Timestamp: number;
  readonly CloudWatchMetrics: readonly {
    readonly Namespace: string;
    readonly Dimensions: readonly (readonly string[])[];
    readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
  }[];
}

/** What CloudWatch reads out of the lines that were written: name, value, and the dimensions of each set. */
function openMetrics() {
  const lines: string[] = [];
  const ports = { clock: () => now, write: (line: string) => void lines.push(line), namespace: 'Guiyi/test' };
  const read = () =>
    lines.flatMap((text) => {
      const { _aws: meta, ...line } = JSON.parse(text) as Record<string, unknown> & { readonly _aws: Meta };
      expect(meta.Timestamp).toBe(now);
      expect(text.endsWith('\n')).toBe(true);
      return meta.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) => {
        expect(Namespace).toBe('Guiyi/test');
        return Metrics.flatMap(({ Name }) =>
          Dimensions.map((keys) => [Name, line[Name], Object.fromEntries(keys.map((key) => [key, line[key]]))]),
        );
      });
    });
  return { ports, read };
}

const member = memberBound([{ kind: 'mobile', value: '15931000001' }]);
const eventOf = (connection: string): Envelope => ({ ...member, connection });

describe('at the door', () => {
  it('events are counted by connection only where its silence is an alarm', () => {
    const { ports, read } = openMetrics();
    const config = { ...demoConfig(), deployment: { alarms: { silentHours: { 'shopify-demo': 24 } } } };
    const count = acceptedMetric(config, ports);
    count([eventOf('shopify-demo'), eventOf('shopify-demo'), eventOf('wechat-demo')]);
    count([]);
    expect(read()).toEqual([['EventsAccepted', 2, { connection: 'shopify-demo' }]]);
  });

  it.each([
    ['a wrong signature', { connection: 'shopify-demo', status: 401, reason: 'signature-mismatch' }, true],
    ['a scanner', { status: 404, reason: 'unknown-connection' }, false],
    ['a failure of our own', { connection: 'shopify-demo', status: 503, reason: 'secret-missing' }, false],
    ['a request that was quarantined', { connection: 'shopify-demo', status: 200, reason: 'body-malformed' }, false],
    ['an accepted one', { connection: 'shopify-demo', status: 200 }, false],
  ] as const)('%s', (_what, request, isCounted) => {
    const { ports, read } = openMetrics();
    rejectedMetric(ports)(request);
    const { connection, reason } = { connection: undefined, reason: undefined, ...request };
    expect(read()).toEqual(
      isCounted
        ? [
            ['RequestRejected', 1, {}],
            ['RequestRejected', 1, { connection, reason }],
          ]
        : [],
    );
  });

  it('what is quarantined is counted when it is kept, and nothing else of the archive', async () => {
    const { ports, read } = openMetrics();
    const kept: string[] = [];
    const archive = withQuarantineCounted(
      {
        async put(key) {
          if (key.endsWith('refused')) throw new Error('not taken');
          kept.push(key);
        },
        get: async () => undefined,
        remove: async () => undefined,
      },
      ports,
    );
    await archive.put('claims/a', Buffer.from(''));
    await archive.put('quarantine/a', Buffer.from(''));
    await expect(archive.put('quarantine/refused', Buffer.from(''))).rejects.toThrow('not taken');
    expect(kept).toEqual(['claims/a', 'quarantine/a']);
    expect(read()).toEqual([['RequestQuarantined', 1, {}]]);
  });

  it('a secret that is missing or cannot be read is counted, and one that can is not', async () => {
    const { ports, read } = openMetrics();
    const secrets = withUnreadableCounted(
      {
        async read(name) {
          if (name === 'denied') throw new Error('denied');
          return name === 'missing' ? undefined : '{}';
        },
      },
      ports,
    );
    expect(await secrets.read('shop')).toBe('{}');
    expect(read()).toEqual([]);
    expect(await secrets.read('missing')).toBeUndefined();
    await expect(secrets.read('denied')).rejects.toThrow('denied');
    expect(read()).toEqual([
      ['SecretUnreadable', 1, {}],
      ['SecretUnreadable', 1, {}],
    ]);
  });
});

describe('at delivery', () => {
  it('cases are counted in all and by type, requests about privacy apart from them, waiting and discarded values by reason', () => {
    const { ports, read } = openMetrics();
    const metrics = deliveryMetrics(ports);
    metrics.countCase('merge-skipped');
    metrics.countCase('privacy-request');
    metrics.countCase('erase-needs-decision');
    metrics.countWaiting('cdp-unavailable');
    metrics.countDiscarded('/shopify/shop', 'mobile', 'masked');
    expect(read()).toEqual([
      ['Case', 1, {}],
      ['Case', 1, { type: 'merge-skipped' }],
      ['Case', 1, { type: 'privacy-request' }],
      ['Case', 1, { type: 'privacy-request' }],
      ['EventWaiting', 1, { reason: 'cdp-unavailable' }],
      ['ValueDiscarded', 1, { source: '/shopify/shop', kind: 'mobile', reason: 'masked' }],
    ]);
  });

  it('an erase that waits says for how many hours; nothing else does', () => {
    const { ports, read } = openMetrics();
    const measure = eraseMetric(ports);
    const event = { receivedtime: '2026-11-27T06:00:00Z' };
    measure(event, { isErasing: true, outcome: { outcome: 'waiting' } });
    measure(event, { isErasing: true, outcome: { outcome: 'done' } });
    measure(event, { outcome: { outcome: 'waiting' } });
    expect(read()).toEqual([['EraseWaitingHours', 78, {}]]);
  });

  it.each([
    ['a call that is slow', 3_001, {}, 1],
    ['not one that is in time', 3_000, {}, 0],
    ['by the setting', 801, { slowCallSeconds: 0.8 }, 1],
  ])('counts %s', async (_, milliseconds, settings, count) => {
    const { ports, read } = openMetrics();
    let time = ports.clock();
    const takesTime = <Answer>(answer: () => Answer) => {
      time = ports.clock() - milliseconds;
      return async () => {
        time = ports.clock();
        return answer();
      };
    };
    const clocked = { ...ports, clock: () => time };
    const answered = withSlowCallsCounted(
      takesTime(() => 'an answer'),
      settings,
      clocked,
    );
    expect(await answered({})).toBe('an answer');
    const failing = withSlowCallsCounted(
      takesTime(() => {
        throw new Error('no answer');
      }),
      settings,
      clocked,
    );
    await expect(failing({})).rejects.toThrow('no answer');
    expect(read()).toEqual(Array.from({ length: count * 2 }, () => ['CallSlow', 1, {}]));
  });

  it('the calls of a batch say what they took, at most a hundred a line, and by kind how many failed', () => {
    const { ports, read } = openMetrics();
    const measure = callMetrics(ports);
    const milliseconds = Array.from({ length: 101 }, (_, index) => index);
    measure({ milliseconds, failed: new Map([['timeout', 2]]) });
    measure({ milliseconds: [], failed: new Map() });
    expect(read()).toEqual([
      ['CallMilliseconds', milliseconds.slice(0, 100), {}],
      ['CallMilliseconds', [100], {}],
      ['CallFailed', 2, { kind: 'timeout' }],
    ]);
  });

  it.each([
    [{ state: 'closed' }, 0],
    [{ state: 'open' }, 1],
    [{ state: 'closed', pause: { why: 'a move' } }, 1],
  ])('the breaker %j is %i', (state, value) => {
    const { ports, read } = openMetrics();
    breakerMetric(ports)(state);
    expect(read()).toEqual([['BreakerOpen', value, {}]]);
  });
});
