import { describe, expect, test } from 'vitest';
import { sortedByEvidence } from '../../../../functions/shared/change/candidate.ts';
import type { CustomerItem, KnownName } from '../../../../functions/shared/change/customer-item.ts';
import {
  type CustomerFacts,
  hasPrimaryIds,
  isSamePair,
  type JoinRules,
  relationOf,
} from '../../../../functions/shared/change/relation.ts';
import type { IdentityItem } from '../../../../functions/shared/identity/identity-item.ts';
import { candidate, candidates, customer, identityConfig } from '../../../kit/candidates.ts';
import {
  called,
  calledByNoId,
  claim,
  defaultRules,
  facts,
  hashedName,
  identityItem,
  onDay,
} from '../../../kit/facts.ts';

// Customer 1 has a contact that an event proves on day 200. Is the event about customer 1?
const PHONE = 'mobile 15931000401';
const MAIL = 'email ann@post.example';
const P = candidate(`verified ${PHONE}`);
const E = candidate(`verified ${MAIL}`);
const ANN = 'wechat-openid app1/oAnn';

interface Given {
  /** The contact that the event proves; default: the phone. */
  readonly contact?: typeof P;
  /** What is remembered of it. */
  readonly item?: IdentityItem;
  /** What else the event proves. */
  readonly beside?: readonly string[];
  /** What is remembered of the mail, and of the phone, where it is not the contact. */
  readonly mail?: IdentityItem;
  readonly phone?: IdentityItem;
  readonly held?: readonly string[];
  readonly names?: readonly KnownName[];
  readonly contacts?: CustomerItem['contacts'];
  readonly day?: number;
  readonly name?: string;
  readonly isNameOfAddress?: boolean;
  /** Customers to whom the ids of the event lead. */
  readonly byIds?: readonly number[];
  readonly rules?: Partial<JoinRules>;
  /** Nothing is remembered of the customer. */
  readonly isForgotten?: true;
}
function relation({
  contact = P,
  item,
  beside = ['verified member-no B-7'],
  mail,
  phone,
  day = 200,
  name,
  ...given
}: Given): string {
  const { held = [ANN, PHONE], names = [], contacts = {}, byIds = [], isNameOfAddress, rules, isForgotten } = given;
  const known = new Map<string, IdentityItem>();
  if (mail) known.set(E.key, mail);
  if (phone) known.set(P.key, phone);
  if (item) known.set(contact.key, item);
  const { primary, proved: others } = sortedByEvidence(candidates(beside));
  const event = {
    time: onDay(day),
    ...(name !== undefined && { name: hashedName(name) }),
    ...(isNameOfAddress && { isNameOfAddress }),
    primary,
    proved: [contact, ...others],
    byIds: byIds.map(customer),
  };
  const remembered = facts(1, held, { names, contacts });
  const person: CustomerFacts = isForgotten ? { ...remembered, item: undefined } : remembered;
  const found = relationOf(contact, item, person, event, known, { ...defaultRules, ...rules });
  return `${found.relation}: ${found.because}`;
}
const proved = (...days: readonly number[]) => identityItem({ claims: [claim(1, { proved: days })] });
const typed = (day: number) => identityItem({ claims: [claim(1, { typed: day })] });
const ageing = (days: number, namesTell = false): Partial<JoinRules> => ({ ageing: () => ({ days, namesTell }) });
/** The event is of Ann Marsh; the customer had these names. */
const named = (...names: readonly KnownName[]): Given => ({ name: 'ann marsh', names });

describe('what outweighs everything', () => {
  test.each<[string, Given, string]>([
    [
      'their ids say that they are two people: another openid of the same app',
      { item: proved(199), beside: ['verified wechat-openid app1/oBob'] },
      'apart: contradiction',
    ],
    [
      'an openid of another app says nothing',
      { item: proved(199), beside: ['verified wechat-openid app2/oBob'] },
      'join: recent-proof',
    ],
    [
      'another account of the same shop says nothing',
      { item: proved(199), held: ['shopify-customer shop/1', PHONE], beside: ['verified shopify-customer shop/2'] },
      'join: recent-proof',
    ],
    [
      'they are two people though the contact is also released',
      {
        item: identityItem({ released: [{ customer: '1', at: onDay(1) }] }),
        beside: ['verified wechat-openid app1/oBob'],
      },
      'apart: contradiction',
    ],
    [
      'the contact has left them',
      { item: identityItem({ released: [{ customer: '1', at: onDay(100) }] }) },
      'apart: released',
    ],
    [
      'it has left them, whatever the configuration trusts',
      {
        item: identityItem({ released: [{ customer: '1', at: onDay(100) }], claims: [claim(1, { typed: 50 })] }),
        rules: { typedContacts: 'join', unknownAge: 'join' },
      },
      'apart: released',
    ],
    [
      'it left them after the event',
      { item: identityItem({ released: [{ customer: '1', at: onDay(201) }], claims: [claim(1, { proved: [150] })] }) },
      'join: recent-proof',
    ],
    [
      'it has left somebody else',
      { item: identityItem({ released: [{ customer: '2', at: onDay(100) }], claims: [claim(1, { proved: [150] })] }) },
      'join: recent-proof',
    ],
    [
      'it left them and they have proved it again',
      {
        item: identityItem({
          released: [{ customer: '1', at: onDay(100) }],
          claims: [claim(1, { proved: [10, 150] })],
        }),
      },
      'join: recent-proof',
    ],
  ])('%s', (_rule, given, expected) => {
    expect(relation(given)).toBe(expected);
  });
});

describe('a contact that they have proved', () => {
  test.each<[string, Given, string]>([
    ['on that day', { item: proved(200) }, 'join: recent-proof'],
    ['90 days before', { item: proved(110) }, 'join: recent-proof'],
    ['a moment more than 90 days before', { item: proved(110), day: 200.000_001 }, 'apart: may-have-moved'],
    ['91 days before', { item: proved(109) }, 'apart: may-have-moved'],
    ['long before, and 90 days before', { item: proved(0, 110) }, 'join: recent-proof'],
    ['90 days after: the event has come late', { item: proved(290) }, 'join: recent-proof'],
    ['91 days after', { item: proved(291) }, 'apart: may-have-moved'],
    [
      'by a record, 90 days before',
      { item: identityItem({ claims: [claim(1, { recorded: 110 })] }) },
      'join: recent-proof',
    ],
    [
      'by a record, 91 days before',
      { item: identityItem({ claims: [claim(1, { recorded: 109 })] }) },
      'apart: may-have-moved',
    ],
    [
      'by a record that has it anew, 90 days before',
      { item: identityItem({ claims: [claim(1, { recorded: 0, renewed: 110 })] }) },
      'join: recent-proof',
    ],
    [
      'typing refreshes nothing',
      { item: identityItem({ claims: [claim(1, { proved: [0], typed: 199 })] }) },
      'apart: may-have-moved',
    ],
    [
      'somebody else’s proof is not theirs',
      { item: identityItem({ claims: [claim(1, { proved: [0] }), claim(2, { proved: [199] })] }) },
      'apart: may-have-moved',
    ],
    ['long ago, and nothing else is known of them', { item: proved(0), held: [PHONE] }, 'join: nothing-else'],
    [
      'long ago, and nothing but contacts is known of them',
      { item: proved(0), held: [PHONE, MAIL] },
      'join: nothing-else',
    ],
    ['long ago, of a kind for which age says nothing', { item: proved(0), rules: ageing(0) }, 'join: no-window'],
    ['within a window that the configuration has set', { item: proved(0), rules: ageing(365) }, 'join: recent-proof'],
    ['beyond such a window', { item: proved(150), rules: ageing(30) }, 'apart: may-have-moved'],
    [
      'whatever the configuration says of typed contacts',
      { item: proved(0), rules: { typedContacts: 'join', unknownAge: 'join' } },
      'apart: may-have-moved',
    ],
    [
      'within the window, though the names differ',
      { item: proved(150), ...named(called('bob reed')) },
      'join: recent-proof',
    ],
  ])('%s', (_rule, given, expected) => {
    expect(relation(given)).toBe(expected);
  });

  test('how it grows old goes by its kind and value', () => {
    const asked: string[] = [];
    relation({
      item: proved(0),
      rules: { ageing: (...args) => (asked.push(args.join(' ')), { days: 0, namesTell: false }) },
    });
    expect(asked).toEqual(['mobile 15931000401']);
  });
});

describe('a mailbox that they have proved, and two names that share nothing', () => {
  const bob = named(called('bob reed'));
  const mailbox = (more: Given): Given => ({ contact: E, held: [ANN, MAIL], item: proved(199), ...more });
  test.each<[string, Given, string]>([
    ['they are two people, however new the proof', mailbox(bob), 'apart: may-have-moved'],
    ['and however old', mailbox({ ...bob, item: proved(0) }), 'apart: may-have-moved'],
    ['within a window of the configuration', mailbox({ ...bob, rules: ageing(365, true) }), 'apart: may-have-moved'],
    ['with a name alike', mailbox(named(called('ann reed'))), 'join: no-window'],
    [
      'with a name alike, within a window of the configuration',
      mailbox({ ...named(called('ann reed')), rules: ageing(1, true) }),
      'join: recent-proof',
    ],
    [
      'with a name alike, beyond such a window',
      mailbox({ ...named(called('ann reed')), item: proved(0), rules: ageing(1, true) }),
      'apart: may-have-moved',
    ],
    ['with no name in the event', mailbox({ names: [called('bob reed')] }), 'join: no-window'],
    ['with no name of theirs remembered', mailbox({ name: 'ann marsh', isForgotten: true }), 'join: no-window'],
    ['with a name that no id of theirs has said', mailbox(named(calledByNoId('bob reed'))), 'join: no-window'],
    [
      'with a name that may be whoever lives at an address',
      mailbox({ ...bob, isNameOfAddress: true }),
      'join: no-window',
    ],
    ['of a contact for which names say nothing', mailbox({ ...bob, rules: ageing(0) }), 'join: no-window'],
    ['of somebody of whom nothing but contacts is known', mailbox({ ...bob, held: [MAIL] }), 'join: nothing-else'],
    [
      'and a phone that they have proved agrees',
      mailbox({ ...bob, beside: [`verified ${PHONE}`], phone: proved(0) }),
      'join: identity-agrees',
    ],
  ])('%s', (_rule, given, expected) => {
    expect(relation(given)).toBe(expected);
  });
});

describe('what agrees beside an old phone', () => {
  const OLD = { item: proved(0) };
  const beside = ['verified member-no B-7', `verified ${MAIL}`];
  const mailOf = (...claims: readonly ReturnType<typeof claim>[]) => identityItem({ claims });
  test.each<[string, Given, string]>([
    [
      'a mail that they have proved',
      { ...OLD, beside, mail: mailOf(claim(1, { proved: [0] })) },
      'join: identity-agrees',
    ],
    [
      'a mail that their record has',
      { ...OLD, beside, mail: mailOf(claim(1, { recorded: 0 })) },
      'join: identity-agrees',
    ],
    [
      'a mail that they have proved and the event only types does not',
      { ...OLD, beside: ['verified member-no B-7', `claimed ${MAIL}`], mail: mailOf(claim(1, { proved: [0] })) },
      'apart: may-have-moved',
    ],
    [
      'a mail that somebody else has proved does not',
      { ...OLD, beside, mail: mailOf(claim(2, { proved: [0] })) },
      'apart: may-have-moved',
    ],
    ['a mail of which nothing is known does not', { ...OLD, beside }, 'apart: may-have-moved'],
    [
      'a mail that has left them does not',
      {
        ...OLD,
        beside,
        mail: identityItem({ claims: [claim(1, { proved: [0] })], released: [{ customer: '1', at: onDay(100) }] }),
      },
      'apart: may-have-moved',
    ],
    [
      'a mail that they have only typed does not, where they have proved the phone',
      { ...OLD, beside, mail: mailOf(claim(1, { typed: 50 })) },
      'apart: may-have-moved',
    ],
    [
      'a mail that they typed on another day than the phone',
      {
        item: identityItem({ claims: [claim(1, { proved: [0], typed: 40 })] }),
        beside,
        mail: mailOf(claim(1, { typed: 50 })),
      },
      'join: identity-agrees',
    ],
    [
      'a mail that the event’s person has proved before, and they as well',
      {
        ...OLD,
        held: [ANN, PHONE, MAIL],
        byIds: [7],
        mail: mailOf(claim(7, { proved: [50] }), claim(1, { proved: [0] })),
      },
      'join: identity-agrees',
    ],
    [
      'a mail that the event’s person has proved before, and they have not, does not',
      { ...OLD, held: [ANN, PHONE, MAIL], byIds: [7], mail: mailOf(claim(7, { proved: [50] })) },
      'apart: may-have-moved',
    ],
    [
      'a mail that they have proved, and the event’s person has only typed, does not',
      {
        ...OLD,
        held: [ANN, PHONE, MAIL],
        byIds: [7],
        mail: mailOf(claim(7, { typed: 50 }), claim(1, { proved: [0] })),
      },
      'apart: may-have-moved',
    ],
    [
      'a mail that has left the event’s person since does not',
      {
        ...OLD,
        held: [ANN, PHONE, MAIL],
        byIds: [7],
        mail: identityItem({
          claims: [claim(7, { proved: [50] }), claim(1, { proved: [0] })],
          released: [{ customer: '7', at: onDay(60) }],
        }),
      },
      'apart: may-have-moved',
    ],
    ['the phone itself does not', { ...OLD, beside: ['verified member-no B-7'] }, 'apart: may-have-moved'],
    ['the same name', { ...OLD, ...named(called('ann marsh')) }, 'join: name-agrees'],
    [
      'the same name, said after the phone was typed, which they proved as well',
      { item: identityItem({ claims: [claim(1, { proved: [0], typed: 5 })] }), ...named(called('ann marsh')) },
      'join: name-agrees',
    ],
    [
      'a name does not, where nothing of them is remembered',
      { ...OLD, name: 'ann marsh', isForgotten: true },
      'apart: may-have-moved',
    ],
    ['a name that is alike does not', { ...OLD, ...named(called('ann reed')) }, 'apart: may-have-moved'],
    [
      'a name that no id of theirs has said does not',
      { ...OLD, ...named(calledByNoId('ann marsh')) },
      'apart: may-have-moved',
    ],
    [
      'a name that stood beside this very phone does not',
      { ...OLD, ...named(called('ann marsh', P.key)) },
      'apart: may-have-moved',
    ],
    ['a name that stood beside another contact', { ...OLD, ...named(called('ann marsh', E.key)) }, 'join: name-agrees'],
    ['one of several names', { ...OLD, ...named(called('bob reed'), called('ann marsh')) }, 'join: name-agrees'],
    ['an event without a name agrees with nobody', { ...OLD, names: [called('ann marsh')] }, 'apart: may-have-moved'],
    [
      'the name does not, once they have proved another phone',
      { ...OLD, ...named(called('ann marsh')), contacts: { mobile: { key: 'another', at: onDay(5) } } },
      'apart: may-have-moved',
    ],
    [
      'the name does, if this phone is the one that they proved last',
      { ...OLD, ...named(called('ann marsh')), contacts: { mobile: { key: P.key, at: onDay(5) } } },
      'join: name-agrees',
    ],
    [
      'the name does, if another kind is what they proved',
      { ...OLD, ...named(called('ann marsh')), contacts: { 'till-phone': { key: 'another', at: onDay(5) } } },
      'join: name-agrees',
    ],
    [
      'a mail agrees though they have proved another phone',
      {
        ...OLD,
        beside,
        mail: mailOf(claim(1, { proved: [0] })),
        contacts: { mobile: { key: 'another', at: onDay(5) } },
      },
      'join: identity-agrees',
    ],
  ])('%s', (_rule, given, expected) => {
    expect(relation(given)).toBe(expected);
  });
});

describe('a contact that they have only typed', () => {
  const beside = ['verified member-no B-7', `verified ${MAIL}`];
  const mailOf = (...claims: readonly ReturnType<typeof claim>[]) => identityItem({ claims });
  const GUEST = { held: [PHONE], item: typed(100) };
  test.each<[string, Given, string]>([
    ['nothing agrees', { item: typed(199) }, 'apart: typed-only'],
    [
      'typed without a customer, by a try that ended early',
      { item: identityItem({ claims: [claim(undefined, { typed: 199 })] }) },
      'apart: typed-only',
    ],
    [
      'typed by somebody else: of them nobody knows',
      { item: identityItem({ claims: [claim(2, { typed: 199 })] }) },
      'join: unknown-age',
    ],
    ['typedContacts: join', { item: typed(199), rules: { typedContacts: 'join' } }, 'join: configured'],
    [
      'typedContacts: withhold',
      { item: typed(199), rules: { typedContacts: 'withhold' }, ...named(called('ann marsh')) },
      'apart: typed-only',
    ],
    [
      'a mail that they have proved agrees',
      { item: typed(100), beside, mail: mailOf(claim(1, { proved: [50] })) },
      'join: identity-agrees',
    ],
    [
      'a mail that they typed on another day agrees',
      { item: typed(100), beside, mail: mailOf(claim(1, { typed: 101 })) },
      'join: identity-agrees',
    ],
    [
      'a mail that they typed on the same day does not',
      { item: typed(100), beside, mail: mailOf(claim(1, { typed: 100 })) },
      'apart: typed-only',
    ],
    [
      'a mail that they typed at another hour of that day does not',
      { item: typed(100), beside, mail: mailOf(claim(1, { typed: 100.3 })) },
      'apart: typed-only',
    ],
    [
      'a mail of theirs that they have neither proved nor typed does not',
      { item: typed(100), beside, mail: mailOf(claim(1, {})) },
      'apart: typed-only',
    ],
    [
      'the name that an id of theirs said agrees',
      { item: typed(100), ...named(called('ann marsh')) },
      'join: name-agrees',
    ],
    [
      'the name that stood beside this very phone does not: whoever types a phone types its owner’s name',
      { item: typed(100), ...named(called('ann marsh', P.key)) },
      'apart: typed-only',
    ],
    [
      'the name that stood beside this phone and a mail does not',
      { item: typed(100), ...named(called('ann marsh', E.key, P.key)) },
      'apart: typed-only',
    ],
    [
      'the name that stood beside this phone, and another time without it, agrees',
      { item: typed(100), ...named({ ...called('ann marsh'), said: [[P.key], [E.key]] }) },
      'join: name-agrees',
    ],
    [
      'the name does not, once they have proved another phone',
      { item: typed(100), ...named(called('ann marsh')), contacts: { mobile: { key: 'another', at: onDay(5) } } },
      'apart: typed-only',
    ],
    [
      'a guest of whom the phone is all, under the same name',
      { ...GUEST, ...named(calledByNoId('ann marsh')) },
      'join: name-agrees',
    ],
    [
      'such a guest, one of whose names it is',
      { ...GUEST, ...named(calledByNoId('bob reed'), calledByNoId('ann marsh')) },
      'join: name-agrees',
    ],
    [
      'such a guest of whom nothing is remembered',
      { ...GUEST, name: 'ann marsh', isForgotten: true },
      'apart: typed-only',
    ],
    ['such a guest under another name', { ...GUEST, ...named(calledByNoId('bob reed')) }, 'apart: typed-only'],
    ['such a guest, and the event has no name', { ...GUEST, names: [calledByNoId('ann marsh')] }, 'apart: typed-only'],
    [
      'a guest who typed a mail that the event proves as well: whoever has both is them, under any name',
      { ...GUEST, held: [PHONE, MAIL], beside },
      'join: identity-agrees',
    ],
    [
      'a guest who typed a mail that the event’s person has proved before',
      { ...GUEST, held: [PHONE, MAIL], byIds: [7], mail: mailOf(claim(7, { proved: [50] })) },
      'join: identity-agrees',
    ],
    [
      'a guest who typed a mail that has left the event’s person since',
      {
        ...GUEST,
        held: [PHONE, MAIL],
        byIds: [7],
        mail: identityItem({ claims: [claim(7, { proved: [50] })], released: [{ customer: '7', at: onDay(60) }] }),
      },
      'apart: typed-only',
    ],
    [
      'a guest who typed a mail that the event’s person has only typed as well',
      { ...GUEST, held: [PHONE, MAIL], byIds: [7], mail: mailOf(claim(7, { typed: 50 })) },
      'apart: typed-only',
    ],
    [
      'a guest who typed a mail that somebody else has proved',
      { ...GUEST, held: [PHONE, MAIL], byIds: [7], mail: mailOf(claim(8, { proved: [50] })) },
      'apart: typed-only',
    ],
    [
      'a guest who typed a mail that the event does not prove, under the same name',
      { ...GUEST, held: [PHONE, MAIL], ...named(calledByNoId('ann marsh')) },
      'apart: typed-only',
    ],
    [
      'a guest who typed a mail of which nothing is known',
      { ...GUEST, held: [PHONE, MAIL], byIds: [7] },
      'apart: typed-only',
    ],
    [
      'a guest who typed a mail that one of the event’s customers has proved before',
      { ...GUEST, held: [PHONE, MAIL], byIds: [6, 7], mail: mailOf(claim(7, { proved: [50] })) },
      'join: identity-agrees',
    ],
    [
      'a guest who typed two mails, one of them proved by nobody',
      { ...GUEST, held: [PHONE, MAIL, 'email bob@post.example'], beside },
      'apart: typed-only',
    ],
    ['a guest, and typedContacts: join', { ...GUEST, rules: { typedContacts: 'join' } }, 'join: configured'],
    [
      'a guest, and typedContacts: withhold',
      { ...GUEST, ...named(calledByNoId('ann marsh')), rules: { typedContacts: 'withhold' } },
      'apart: typed-only',
    ],
    [
      'proved first and typed later it is a proved one',
      { item: identityItem({ claims: [claim(1, { proved: [150], typed: 199 })] }) },
      'join: recent-proof',
    ],
  ])('%s', (_rule, given, expected) => {
    expect(relation(given)).toBe(expected);
  });
});

describe('a contact that they proved so long ago that its own item has expired', () => {
  const last = (day: number, key = P.key) => ({ contacts: { mobile: { key, at: onDay(day) } } });
  test.each<[string, Given, string]>([
    ['their own item knows when: 90 days before', last(110), 'join: recent-proof'],
    ['their own item knows when: 91 days before', last(109), 'apart: may-have-moved'],
    ['and the name agrees', { ...last(0), ...named(called('ann marsh')) }, 'join: name-agrees'],
    ['it knows of another phone', { ...last(0, 'another'), rules: { unknownAge: 'withhold' } }, 'apart: unknown-age'],
    [
      'it has left them since',
      { ...last(110), item: identityItem({ released: [{ customer: '1', at: onDay(120) }] }) },
      'apart: released',
    ],
    ['what the contact’s item says goes before', { ...last(199), item: proved(0) }, 'apart: may-have-moved'],
    [
      'though others have claimed it',
      { ...last(110), item: identityItem({ claims: [claim(2, { typed: 150 })] }) },
      'join: recent-proof',
    ],
  ])('%s', (_rule, given, expected) => {
    expect(relation(given)).toBe(expected);
  });
});

test('a contact whose code two kinds share is the event’s in either', () => {
  const guest = facts(1, [PHONE]);
  const customerOf = (contactKeys: CustomerFacts['contactKeys']): CustomerFacts => ({ ...guest, contactKeys });
  const event = { time: onDay(200), primary: [], proved: [P, E], byIds: [] };
  const joined = (contactKeys: CustomerFacts['contactKeys']) =>
    relationOf(P, typed(100), customerOf(contactKeys), event, new Map(), defaultRules).relation;
  expect(joined([[P.key, 'of a till'], [E.key]])).toBe('join');
  expect(joined([['of a shop', 'of a till'], [E.key]])).toBe('apart');
});

describe('a contact of which nobody knows how they came by it', () => {
  test.each<[string, Given, string]>([
    ['nothing is remembered of it', {}, 'join: unknown-age'],
    [
      'proved without a customer, by a try that ended early',
      { item: identityItem({ claims: [claim(undefined, { proved: [199] })] }) },
      'join: unknown-age',
    ],
    ['nothing else is known of them', { held: [PHONE], rules: { unknownAge: 'withhold' } }, 'join: nothing-else'],
    [
      'an id that only another system writes is something else',
      { held: [PHONE, 'guiyi-subject shop/7'], rules: { unknownAge: 'withhold' } },
      'apart: unknown-age',
    ],
    ['unknownAge: withhold', { rules: { unknownAge: 'withhold' } }, 'apart: unknown-age'],
    [
      'unknownAge: withhold, and the name agrees',
      { rules: { unknownAge: 'withhold' }, ...named(called('ann marsh')) },
      'join: name-agrees',
    ],
    [
      'unknownAge: withhold, and a mail agrees',
      {
        rules: { unknownAge: 'withhold' },
        beside: [`verified ${MAIL}`],
        mail: identityItem({ claims: [claim(1, { proved: [0] })] }),
      },
      'join: identity-agrees',
    ],
    [
      'somebody else has proved it',
      { item: identityItem({ claims: [claim(2, { proved: [199] })] }), rules: { unknownAge: 'withhold' } },
      'apart: unknown-age',
    ],
  ])('%s', (_rule, given, expected) => {
    expect(relation(given)).toBe(expected);
  });
});

describe('is anything known of a customer but phones and addresses', () => {
  const pair = (identityType: string) => ({ identityType, identityValue: '7' });
  test.each<[string, readonly string[], boolean]>([
    ['nothing', [], false],
    ['a phone', ['mobile'], false],
    ['a phone and an address', ['mobile', 'email'], false],
    ['an id', ['mobile', 'wechat'], true],
    ['a code of another system', ['email', 'till'], true],
  ])('%s: %j', (_what, types, expected) => {
    expect(hasPrimaryIds({ held: types.map(pair) }, identityConfig)).toBe(expected);
  });

  test.each([
    ['mobile', '7', true],
    ['mobile', '8', false],
    ['email', '7', false],
  ])('%s %s is the pair mobile 7: %j', (identityType, identityValue, expected) => {
    expect(isSamePair({ identityType, identityValue }, pair('mobile'))).toBe(expected);
  });
});
