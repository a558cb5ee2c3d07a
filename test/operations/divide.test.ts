import { describe, expect, test } from 'vitest';
import { divide, type UndoEvidence } from '../../operations/undo/divide.ts';

// Whose an identity is, once a customer is found to be two people. S is the customer, F has become part of it.
type Id = { readonly hashes: readonly string[] };
const id = (hash: string): Id => ({ hashes: [hash] });
const [a, b, phone, mail] = [id('a'), id('b'), id('phone'), id('mail')];
const all = [a, b, phone, mail];

/** One event a day: to whom it led, and what it named. */
const days = (...events: readonly (readonly [customers: string, names: string])[]): UndoEvidence[] =>
  events.map(([customers, names], day) => ({
    event: `event ${day}`,
    received: `2026-03-0${day + 1}T00:00:00.000Z`,
    customers: customers.split(' '),
    names: new Set(names.split(' ')),
  }));

interface Given {
  readonly evidence: readonly UndoEvidence[];
  /** Nobody is known to have become part of the customer. */
  readonly alone?: true;
  readonly move?: readonly Id[];
  readonly keep?: readonly Id[];
}

const leaving = ({ evidence, alone, move = [], keep = [] }: Given) => {
  const chosen = (one: Id) => (move.includes(one) ? 'leaves' : keep.includes(one) ? 'stays' : undefined);
  const division = divide({
    identities: all,
    customer: 'S',
    former: alone ? undefined : 'F',
    evidence: evidence.toReversed(),
    chosen,
  });
  return [...division].flatMap(([{ hashes }, { side, because }]) =>
    side === 'leaves' ? [`${hashes[0]} ${because}`] : [],
  );
};

describe('an identity leaves', () => {
  test('where the first event that gave it led to the other customer', () => {
    expect(leaving({ evidence: days(['S', 'a phone'], ['F', 'b mail'], ['S', 'a b']) })).toEqual([
      'b own-event',
      'mail own-event',
    ]);
  });

  test('where it was given beside one that leaves, after the two had become one', () => {
    const evidence = days(['S', 'a'], ['F', 'b'], ['S', 'a b'], ['S', 'b mail'], ['S', 'a phone']);
    expect(leaving({ evidence })).toEqual(['b own-event', 'mail beside']);
  });

  test('where whoever asks says so, against every event', () => {
    const evidence = days(['S', 'a phone'], ['F', 'b mail'], ['S', 'a b']);
    expect(leaving({ evidence, move: [phone], keep: [mail] })).toEqual(['b own-event', 'phone chosen']);
  });
});

describe('an identity stays', () => {
  test('where nothing says whose it is', () => {
    expect(leaving({ evidence: [] })).toEqual([]);
  });

  test('where only the event that joined the two has given it', () => {
    expect(leaving({ evidence: days(['S', 'a'], ['F', 'b'], ['S', 'a b phone']) })).toEqual(['b own-event']);
  });

  test('where one side alone has a beginning: what stood beside it would all go there', () => {
    const evidence = days(['S', 'a phone'], ['S', 'b phone'], ['S', 'b mail']);
    expect(leaving({ evidence, alone: true, move: [b] })).toEqual(['b chosen']);
  });

  test('of no former customer, beside what is kept and not beside what is moved', () => {
    const evidence = days(['S', 'a phone'], ['S', 'b mail']);
    expect(leaving({ evidence, alone: true, move: [b], keep: [a] })).toEqual(['b chosen', 'mail beside']);
  });
});

test('how many events gave an identity, and when the first did, is shown', () => {
  const evidence = days(['S', 'a'], ['S', 'a phone']);
  const division = divide({ identities: [a], customer: 'S', former: undefined, evidence, chosen: () => undefined });
  expect(division.get(a)).toMatchObject({ events: 2, first: '2026-03-01T00:00:00.000Z' });
});
