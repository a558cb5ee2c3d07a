import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEdit, edited, forging } from '../../../../../kit/fuzz.ts';
import { call, HEADER, receiver, verifier } from './calls.ts';

const genuine = call();
const verify = verifier();
const body = Buffer.from(genuine.body).toString('latin1');
const signature = genuine.headers[HEADER] ?? '';

test('no forged call gets in, and none makes us stumble', () => {
  const { numRuns, seed } = forging();
  const edits = fc.array(anyEdit, { minLength: 1, maxLength: 3 });
  const seen: Record<string, number> = {};
  const property = fc.property(
    fc.constantFrom('body', 'signature', 'beside'),
    edits,
    fc.string(),
    (where, list, text) => {
      const changedBody = where === 'body' ? list.reduce(edited, body) : body;
      const changedSignature = where === 'signature' ? list.reduce(edited, signature) : signature;
      if (where !== 'beside' && changedBody === body && changedSignature === signature) return;
      const request = {
        ...genuine,
        headers: { [HEADER]: changedSignature, 'content-type': text },
        rawQuery: text,
        body: Buffer.from(changedBody, 'latin1'),
      };
      const { outcome } = verify(request);
      seen[`${where} ${outcome}`] = (seen[`${where} ${outcome}`] ?? 0) + 1;
      expect(outcome).toBe(where === 'beside' ? 'verified' : 'rejected');
      receiver().decode(request.body, request);
    },
  );
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`adobe-commerce-webhooks, seed ${seed}: ${JSON.stringify(seen)}\n`);
  expect(Object.keys(seen).toSorted()).toEqual(['beside verified', 'body rejected', 'signature rejected']);
});
