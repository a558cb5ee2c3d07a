import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEdit, edited, forging } from '../../../../../kit/fuzz.ts';
import { NOW, openHmacSource, post } from '../../../../../kit/hmac-source.ts';

// The door with v1 is in ../hmac/forgery.property.test.ts; here an endpoint that can check and cannot sign.
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const whpk = `whpk_${publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')}`;
const endpoint = openHmacSource('standard-webhooks', { events: {} }, { secret: whpk });
const body = JSON.stringify({ type: 'member.joined', data: { phone: '15424681357', name: '林岚' } });
const time = String(NOW / 1000);
const signature = `v1a,${sign(null, Buffer.from(`msg_1.${time}.${body}`), privateKey).toString('base64')}`;
const genuine = { body: Buffer.from(body).toString('latin1'), id: 'msg_1', time, signature };
type Part = keyof typeof genuine;

const verify = (parts: typeof genuine) =>
  endpoint.verify(
    post(Buffer.from(parts.body, 'latin1'), {
      'webhook-id': parts.id,
      'webhook-timestamp': parts.time,
      'webhook-signature': parts.signature,
    }),
  ).outcome;

test('v1a: no forged delivery gets in', () => {
  const { numRuns, seed } = forging();
  expect(verify(genuine)).toBe('verified');
  const anyPart = fc.constantFrom<Part>('body', 'id', 'time', 'signature');
  const property = fc.property(fc.array(fc.tuple(anyPart, anyEdit), { minLength: 1, maxLength: 3 }), (changes) => {
    const forged = changes.reduce((parts, [part, edit]) => ({ ...parts, [part]: edited(parts[part], edit) }), genuine);
    // A list of signatures may hold more than the right one.
    const isSame = (['body', 'id', 'time'] as const).every((part) => forged[part] === genuine[part]);
    fc.pre(!isSame || !forged.signature.split(' ').includes(genuine.signature));
    expect(verify(forged)).toBe('rejected');
  });
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`standard-webhooks, ${numRuns} forged deliveries, seed ${seed}\n`);
});
