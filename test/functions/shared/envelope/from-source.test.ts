import { describe, expect, test } from 'vitest';
import { digest } from '../../../../functions/shared/envelope/digest.ts';
import { toEnvelope } from '../../../../functions/shared/envelope/from-source.ts';
import { orderingKey } from '../../../../functions/shared/envelope/envelope.ts';

const event = { idParts: ['wx1', 'openid', '1'], type: 'subscribe', data: { a: 1 } };
const reception = {
  platform: 'wechat-official-account',
  connection: 'account',
  receivedTime: '2026-03-01T04:00:00.000Z',
};

describe('an envelope', () => {
  test('of the least that a platform says', () => {
    expect(toEnvelope(event, reception)).toEqual({
      specversion: '1.0',
      id: digest('wx1', 'openid', '1'),
      source: '/wechat-official-account/account',
      type: 'subscribe',
      time: reception.receivedTime,
      datacontenttype: 'application/json',
      data: { a: 1 },
      connection: 'account',
      receivedtime: reception.receivedTime,
    });
  });

  test('its id is stable: neither time nor connection nor the way it came is in it', () => {
    const { id } = toEnvelope(event, reception);
    const again = {
      platform: 'other',
      connection: 'other',
      receivedTime: '2027-01-01T00:00:00.000Z',
      traceparent: 'x',
    };
    expect(toEnvelope({ ...event, time: '2020-01-01T00:00:00Z', subject: 's' }, again).id).toBe(id);
    expect(toEnvelope({ ...event, idParts: ['wx1', 'openid1', ''] }, again).id).not.toBe(id);
  });

  test.each([
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', true],
    ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01', false],
    ['13800138000', false],
    ['', false],
  ])('traceparent %s is taken only in its form', (traceparent, taken) => {
    expect(toEnvelope(event, { ...reception, traceparent }).traceparent).toBe(taken ? traceparent : undefined);
  });
});

test.each([
  ['the person', { subject: 's', partitionkey: 'p' }, 's'],
  ['the order', { partitionkey: 'p' }, 'p'],
  ['the event itself', {}, digest('wx1', 'openid', '1')],
])('ordered by %s', (_name, attributes, key) => {
  expect(orderingKey({ ...toEnvelope(event, reception), ...attributes })).toBe(key);
});
