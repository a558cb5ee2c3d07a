import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDocument } from '../../../cli/source/document.ts';
import { readStatements } from '../../../cli/source/golden.ts';
import { invented } from '../../../cli/source/invent.ts';
import { shapeOf } from '../../../cli/source/statement.ts';
import { fuzzing } from '../../kit/fuzz.ts';
import { till } from './till.ts';

const connection = till();
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const person = fc.record({
  phone: digits(8).map((rest) => `154${rest}`),
  email: fc.stringMatching(/^[a-z]{5,9}\.[a-z]{5,9}$/).map((local) => `${local}@mail.example`),
  card: digits(7).map((number) => `M-1${number}`),
  name: fc.oneof(
    fc.constantFrom('林晓岚', '欧阳若溪', 'Ana Lopez', 'Jean-Luc Pignon'),
    fc.stringMatching(/^[A-Z][a-z]{4,8} [A-Z][a-z]{4,8}$/),
  ),
  city: fc.constantFrom('杭州市', 'Bordeaux', 'São Paulo'),
  born: fc.constantFrom('1991-07-14', '1984-12-01'),
});
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never;

/** Ways to write somebody into a field that nobody asks for. */
const ways: readonly ((one: Person) => unknown)[] = [
  ({ phone }) => phone,
  ({ phone }) => Number(phone),
  ({ phone }) => `+86 ${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`,
  ({ phone }) => `call ${phone}, please`,
  ({ phone }) => ({ [phone]: true }),
  ({ email }) => email.toUpperCase(),
  ({ email }) => [`<${email}>`, { cc: [email] }],
  ({ email }) => ({ [email]: { opted: 'in' } }),
  ({ card }) => `gid://till/Card/${card}`,
  ({ card }) => `https://till.example/cards/${card}?of=${card}`,
  ({ name }) => `for ${name}`,
  ({ name }) => name.split(/[ -]/),
  ({ phone, card }) => JSON.stringify({ tel: phone, cards: [card] }),
  ({ email, name }) => encodeURIComponent(JSON.stringify({ email, name })),
  ({ city, born }) => ({ place: city, since: born, text: `${city}, ${born}` }),
];

test('whatever is written as a golden event says the same, and nothing of the person is in it', () => {
  const { numRuns, seed } = fuzzing(150);
  let accepted = 0;
  const property = fc.property(person, fc.subarray([...ways.keys()], { minLength: 1 }), (one, chosen) => {
    const notes = chosen.map((index) => ways[index]?.(one));
    const body = { type: 'sold', state: 'paid', at: '2026-03-01T04:00:00Z', buyer: { ...one, sex: 'female' }, notes };
    const document = openDocument(JSON.stringify(body));
    if (!document) throw new Error('no document');
    const judge = (text: string) => readStatements(connection, {}, text);
    const invention = invented(document, judge, undefined);
    if (!invention.ok) return;
    accepted += 1;
    expect(shapeOf(judge(invention.body) ?? [])).toBe(shapeOf(judge(JSON.stringify(body)) ?? []));
    const written = decodeURIComponent(invention.body).toLowerCase();
    const { phone, email, card, name, city, born } = one;
    const parts = [phone, phone.slice(3, 7) + '-' + phone.slice(7), email, card.slice(2), name, city, born];
    expect(parts.filter((part) => written.includes(part.toLowerCase()))).toEqual([]);
  });
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`${accepted} of ${numRuns} captured events were written, seed ${seed}\n`);
  expect(accepted).toBe(numRuns);
});
