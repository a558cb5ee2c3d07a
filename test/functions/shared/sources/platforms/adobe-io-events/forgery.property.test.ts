import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { anyEdit, type Edit, edited, forging } from '../../../../../kit/fuzz.ts';
import { checked, delivery, event, receiver, secret, withHeaders } from './deliveries.ts';

const headers = [
  'x-adobe-digital-signature-1',
  'x-adobe-digital-signature-2',
  'x-adobe-public-key1-path',
  'x-adobe-public-key2-path',
] as const;
const verifier = checked(receiver().openSecret(secret));
const genuine = delivery();
const bodyOf = ({ body }: WebhookRequest) => Buffer.from(body).toString('latin1');

type Forgery =
  | { readonly kind: 'body'; readonly edits: readonly Edit[] }
  | { readonly kind: 'headers'; readonly edit: Edit; readonly other: Edit }
  | { readonly kind: 'graft'; readonly id: string }
  | { readonly kind: 'unsigned'; readonly edits: readonly Edit[]; readonly query: string; readonly get: boolean }
  | { readonly kind: 'beside'; readonly query: string; readonly text: string };

const anyForgery: fc.Arbitrary<Forgery> = fc.oneof(
  fc.record({ kind: fc.constant('body' as const), edits: fc.array(anyEdit, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('headers' as const), edit: anyEdit, other: anyEdit }),
  fc.record({ kind: fc.constant('graft' as const), id: fc.string({ minLength: 1 }) }),
  fc.record({
    kind: fc.constant('unsigned' as const),
    edits: fc.array(anyEdit, { maxLength: 3 }),
    query: fc.string(),
    get: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('beside' as const), query: fc.string(), text: fc.string() }),
);

function forge(forgery: Forgery): WebhookRequest | undefined {
  switch (forgery.kind) {
    case 'body': {
      const changed = forgery.edits.reduce(edited, bodyOf(genuine));
      return changed === bodyOf(genuine) ? undefined : { ...genuine, body: Buffer.from(changed, 'latin1') };
    }
    case 'headers': {
      // One right pair is enough, so both are changed.
      const changes = headers.map((name, index) => {
        const before = genuine.headers[name] ?? '';
        return [name, edited(before, index % 2 === 0 ? forgery.edit : forgery.other)] as const;
      });
      const pairs = [
        [changes[0], changes[2]],
        [changes[1], changes[3]],
      ];
      const isWhole = pairs.some((pair) => pair.every((each) => each && each[1] === genuine.headers[each[0]]));
      return isWhole ? undefined : withHeaders(genuine, Object.fromEntries(changes));
    }
    case 'graft':
      return { ...genuine, body: Buffer.from(JSON.stringify(event({ eventid: `another ${forgery.id}` }))) };
    case 'unsigned':
      return {
        ...genuine,
        method: forgery.get ? 'GET' : 'POST',
        headers: {},
        rawQuery: forgery.query,
        body: Buffer.from(forgery.edits.reduce(edited, '{"validationUrl":"https://csm.adobe.io/a"}'), 'latin1'),
      };
    case 'beside':
      return {
        ...withHeaders(genuine, { 'x-adobe-event-id': forgery.text, 'x-adobe-event-code': forgery.text }),
        rawQuery: forgery.query,
      };
  }
}

test('no forged delivery gets in, and none makes us stumble', () => {
  const { numRuns, seed } = forging();
  const seen: Record<string, number> = {};
  const property = fc.property(anyForgery, (forgery) => {
    const request = forge(forgery);
    if (!request) return;
    const { outcome } = verifier(request);
    const key = `${forgery.kind} ${outcome}`;
    seen[key] = (seen[key] ?? 0) + 1;
    if (forgery.kind === 'beside') expect(outcome).toBe('verified');
    else expect(outcome).not.toBe('verified');
    // Whatever it says, it is read or kept, never a fault.
    receiver().decode(request.body, request);
  });
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`adobe-io-events, seed ${seed}: ${JSON.stringify(seen)}\n`);
  expect(Object.keys(seen).filter((key) => key.endsWith(' verified'))).toEqual(['beside verified']);
  expect(new Set(Object.keys(seen).map((key) => key.split(' ')[0])).size).toBe(5);
});
