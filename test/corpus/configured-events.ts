import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER } from './payloads.ts';
import { emailTraps, phoneTraps } from './traps.ts';

type Sender = 'github-style' | 'standard-webhooks' | 'cloudevents';

/** The same rules whoever sends; in a CloudEvent they begin in `data`. */
const rowsOf = (platform: Sender, at: '' | 'data.'): readonly EventRow[] => {
  const inside = (body: JsonObject): JsonObject => (at === 'data.' ? { specversion: '1.0', data: body } : body);
  const row = (rule: string, type: string, body: JsonObject, expected: Expected): EventRow => ({
    platform,
    rule,
    type,
    data: inside(body),
    expected,
  });
  const buyer = { email: BUYER.email, phone: BUYER.phone, name: '林岚' };
  const known = [
    `member-no@tea M-1 verified ${at}id`,
    `email ${BUYER.email} claimed ${at}buyer.email`,
    `mobile ${BUYER.phone} claimed ${at}buyer.phone`,
  ];
  const profile = { name: '林岚', email: BUYER.email };
  return [
    row(
      'what the configuration names',
      'sold',
      { id: 'M-1', buyer },
      { identities: known, triggers: ['paid-order'], profile },
    ),
    row(
      'a second place, where the first is empty',
      'sold',
      { buyer: { phone: BUYER.phone }, contact: BUYER.email },
      {
        identities: [`email ${BUYER.email} claimed ${at}contact`, known[2] ?? ''],
        triggers: ['paid-order'],
        profile: { email: BUYER.email },
      },
    ),
    row(
      'what the sender has just proved, and what it repeats',
      'joined',
      { id: 'M-1', buyer },
      {
        identities: [
          known[0] ?? '',
          `mobile ${BUYER.phone} verified ${at}buyer.phone`,
          `email ${BUYER.email} verified,record ${at}buyer.email`,
        ],
        profile: { name: '林岚' },
      },
    ),
    row('an order, placed before', 'shipped', { id: 'M-1', placed: 1_767_576_600 }, { identities: known.slice(0, 1) }),
    row('a record', 'changed', { id: 'M-1' }, { identities: known.slice(0, 1) }),
    row('nobody', 'sold', { id: null, buyer: null }, { ignored: 'event-without-customer' }),
    row('not what `when` asks for', 'gone', { id: 'M-1', sure: false }, { ignored: 'event-not-handled' }),
    row('an erase', 'gone', { id: 'M-1', sure: true }, { erase: known.slice(0, 1) }),
    row('a type that nobody configured', 'other', { id: 'M-1' }, { ignored: 'event-not-handled' }),
    ...phoneTraps.map(([rule, value, reason]) =>
      row(
        `a phone that is ${rule}`,
        'sold',
        { id: 'M-1', buyer: { phone: value } },
        {
          identities: known.slice(0, 1),
          discarded: [`${at}buyer.phone: ${reason}`],
          triggers: ['paid-order'],
        },
      ),
    ),
    ...emailTraps.map(([rule, value, reason]) =>
      row(
        `an email that is ${rule}`,
        'sold',
        { buyer: { email: value } },
        {
          ignored: 'event-without-customer',
          discarded: [`${at}buyer.email: ${reason}`],
        },
      ),
    ),
  ];
};

export const configuredEvents: readonly EventRow[] = [
  ...rowsOf('github-style', ''),
  ...rowsOf('standard-webhooks', ''),
  ...rowsOf('cloudevents', 'data.'),
];
