import { describe, expect, test } from 'vitest';
import { observe, observeEvent, observeEvery, observeUnanswered } from '../../../functions/deliver/observe.ts';
import { EVERY } from '../../../functions/shared/cases/tally.ts';
import type { Asked } from '../../../functions/shared/enrichment/enrich.ts';
import { candidate } from '../../kit/candidates.ts';
import { memberBound } from '../../kit/delivery.ts';

// What a case is called, and what it shows.

const event = memberBound([]);
const NOW = 7;
const common = { connection: event.connection, event: event.id, time: NOW };

describe('a case', () => {
  test('of a value has the value’s key, and shows it masked, with its field', () => {
    const phone = candidate('claimed mobile 15931000401');
    expect(observe('contact-owned-by-another', phone, event, NOW)).toEqual({
      ...common,
      type: 'contact-owned-by-another',
      key: phone.key,
      example: 'mobile 159****0401 at f',
    });
  });

  test('of what happens with many an event is one of the connection', () => {
    expect(observeEvery('merge-skipped', 'two of them', event, NOW)).toEqual({
      ...common,
      type: 'merge-skipped',
      key: EVERY,
      example: 'two of them',
    });
  });

  test('of an event is told by source and id', () => {
    const { key } = observeEvent('privacy-request', 'a request', event, NOW);
    expect(observeEvent('privacy-request', 'a request', event, NOW)).toEqual({
      ...common,
      type: 'privacy-request',
      key,
      example: 'a request',
    });
    expect(observeEvent('privacy-request', 'a request', { ...event, id: 'other' }, NOW).key).not.toBe(key);
    expect(observeEvent('privacy-request', 'a request', { ...event, source: '/o' }, NOW).key).not.toBe(key);
  });
});

describe('an API that did not answer', () => {
  const bare: Asked = { outcome: 'failed', api: 'wechat userinfo', found: [] };
  const failed: Asked = { ...bare, reason: 'timeout', detail: 'no answer in 5 s' };
  const caseOf = (asked: Asked) => observeUnanswered([asked], event, NOW)[0];

  test('is a case that says why', () => {
    expect(caseOf(failed)).toEqual({
      ...common,
      type: 'enrichment-failed',
      key: expect.any(String),
      example: 'no answer in 5 s',
    });
  });

  test('is one case for each API, reason and code, whatever the text', () => {
    const ways: readonly Asked[] = [
      failed,
      { ...failed, api: 'another' },
      { ...failed, reason: 'network' },
      { ...failed, code: 40001 },
      { ...failed, code: 40002 },
      bare,
    ];
    const keys = ways.map((way) => caseOf(way)?.key);
    expect(new Set(keys).size).toBe(ways.length);
    expect(caseOf({ ...failed, detail: 'another text' })?.key).toBe(keys[0]);
  });

  test('is shown by its name where nothing tells more', () => {
    expect(caseOf(bare)?.example).toBe('wechat userinfo');
  });

  test('and one that did is no case', () => {
    expect(
      observeUnanswered(
        [
          { ...bare, outcome: 'found' },
          { ...bare, outcome: 'nothing' },
        ],
        event,
        NOW,
      ),
    ).toEqual([]);
  });
});
