import { describe, expect, test } from 'vitest';
import { identifiers } from '../../../functions/shared/sources/generated/identifiers.ts';
import { unconfirmedSenders } from '../../../functions/shared/sources/protocols/wechat-push/unconfirmed-senders.ts';
import { identitiesOf, outcomeOf } from '../event-row.ts';
import { APP, EXTERNAL, OPENID } from '../payloads.ts';
import { type DocumentedEvent, payloadOf } from './documented-event.ts';
import { payEvents } from './pay-events.ts';
import { pushEvents } from './push-events.ts';

const documented: readonly DocumentedEvent[] = [...pushEvents, ...payEvents];

/** The options by which an operator says what no document does. */
const confirming = (platform: DocumentedEvent['platform'], type: string): object => {
  const isSender = (unconfirmedSenders as readonly string[]).includes(type);
  if (platform === 'wechat-store') return { memberEvents: true };
  return isSender ? { senderIsCustomer: [type] } : {};
};

/** The values of the identities that a source makes of an event. */
function found(event: DocumentedEvent, options: object = {}): readonly string[] {
  const { platform, type } = event;
  const app = event.appBy === 'options' ? { appId: APP } : {};
  return identitiesOf(outcomeOf({ platform, type, data: payloadOf(event), options: { ...app, ...options } })).map(
    ({ value }) => value,
  );
}

const person = ({ platform }: DocumentedEvent) => (platform === 'wecom' ? EXTERNAL : OPENID);
const inWords = ({ platform, type, at, source }: DocumentedEvent) => `${platform} ${type} ${at.join(' ')} (${source})`;

const confirmed = documented.filter(({ at, unconfirmed }) => at.length > 0 && !unconfirmed);
const unconfirmed = documented.filter((event) => event.unconfirmed);
const nameless = documented.filter(({ at }) => at.length === 0);

describe('of the events that public SDKs and WeChat’s own pages show', () => {
  test('the list is long enough to say something', () => {
    expect(confirmed.length).toBeGreaterThanOrEqual(190);
    expect(nameless.length).toBeGreaterThanOrEqual(90);
  });

  test('recall: at least 97 % of those that name a customer give that customer', () => {
    const missed = confirmed.filter((event) => !found(event).includes(person(event)));
    expect(missed.map(inWords)).toEqual([]);
    expect((confirmed.length - missed.length) / confirmed.length).toBeGreaterThanOrEqual(0.97);
  });

  test('precision: whatever stands beside, nobody but the customer is ever an identity', () => {
    const wrong = documented.filter((event) => found(event).some((value) => value !== person(event)));
    expect(wrong.map(inWords)).toEqual([]);
    const made = nameless.filter((event) => found(event).length > 0);
    expect(made.map(inWords)).toEqual([]);
  });

  test('what nothing confirms is off, and on where an option of the connection says so', () => {
    expect(unconfirmed.filter((event) => found(event).length > 0).map(inWords)).toEqual([]);
    const optional = unconfirmed.filter(({ platform }) => platform !== 'wechat-pay');
    const off = optional.filter(
      (event) => !found(event, confirming(event.platform, event.type)).includes(person(event)),
    );
    expect(off.map(inWords)).toEqual([]);
  });

  test('every one of them is in the table of its platform', () => {
    const unknown = documented.filter(({ platform, type }) => !isKnown(platform, type));
    expect(unknown.map(inWords)).toEqual([]);
  });
});

function isKnown(platform: DocumentedEvent['platform'], type: string): boolean {
  const known = identifiers[platform]?.events?.();
  if (!known) return false;
  const types = new Set(
    Object.values(known).flatMap((list: readonly string[]) => list.map((each) => each.toLowerCase())),
  );
  const name = type.toLowerCase();
  const [first = ''] = name.split('.');
  return types.has(name) || types.has(first) || types.has(`${first}.*`);
}
