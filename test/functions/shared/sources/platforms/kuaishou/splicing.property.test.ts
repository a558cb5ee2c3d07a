import fc from 'fast-check';
import { expect, test } from 'vitest';
import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { forging } from '../../../../../kit/fuzz.ts';
import { source } from './messages.ts';

const BLOCK = 16;

/** What somebody can do who has seen many messages and has no key. */
type Splice =
  | { readonly how: 'take'; readonly from: number; readonly at: number; readonly length: number; readonly to: number }
  | { readonly how: 'drop'; readonly at: number; readonly length: number }
  | { readonly how: 'flip'; readonly at: number; readonly bit: number };

const place = fc.nat({ max: 60 });
const anySplice: fc.Arbitrary<Splice> = fc.oneof(
  fc.record({
    how: fc.constant('take' as const),
    from: fc.nat(),
    at: place,
    length: fc.integer({ min: 1, max: 8 }),
    to: place,
  }),
  fc.record({ how: fc.constant('drop' as const), at: place, length: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ how: fc.constant('flip' as const), at: fc.nat({ max: 2000 }), bit: fc.nat({ max: 7 }) }),
);

test('kuaishou: no message out of pieces of others gets in', () => {
  const { numRuns, seed } = forging();
  const requests = (samplerOf('kuaishou')?.events ?? []).flatMap((event) =>
    [0, 1, 2].map((sequence) => source().sample(event, sequence)),
  );
  const genuine = requests.map(({ body }) => Buffer.from(Buffer.from(body).toString(), 'base64'));
  const texts = new Set(genuine.map((bytes) => bytes.toString('base64')));
  const live = source();
  let tried = 0;
  const property = fc.property(fc.nat(), fc.array(anySplice, { minLength: 1, maxLength: 3 }), (pick, splices) => {
    const original = genuine[pick % genuine.length];
    const [request] = requests;
    if (!original || !request) throw new Error('a message');
    const bytes = splices
      .reduce<Buffer>((before, splice) => spliced(before, splice, genuine), original)
      .toString('base64');
    if (texts.has(bytes)) return;
    tried += 1;
    expect(live.judge({ ...request, body: Buffer.from(bytes) }), bytes).toBe('403 ciphertext-invalid');
  });
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`kuaishou, ${tried} messages out of pieces, seed ${seed}\n`);
  expect(tried).toBeGreaterThan(numRuns / 2);
});

function spliced(bytes: Buffer, splice: Splice, genuine: readonly Buffer[]): Buffer {
  const blocks = Math.max(1, bytes.length / BLOCK);
  switch (splice.how) {
    case 'take': {
      const other = genuine[splice.from % genuine.length] ?? bytes;
      const start = (splice.at % (other.length / BLOCK)) * BLOCK;
      const to = (splice.to % blocks) * BLOCK;
      const taken = other.subarray(start, start + splice.length * BLOCK);
      return Buffer.concat([bytes.subarray(0, to), taken, bytes.subarray(to)]);
    }
    case 'drop': {
      const at = (splice.at % blocks) * BLOCK;
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + splice.length * BLOCK)]);
    }
    case 'flip': {
      const changed = Buffer.from(bytes);
      const at = splice.at % Math.max(1, changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << splice.bit);
      return changed;
    }
  }
}
