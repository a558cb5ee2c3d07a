import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { readMessage } from '../../../../../../functions/shared/sources/platforms/youzan/payload.ts';

const content = { note: 'a b', phone: '+86 15931000001', time: '10:00:00', list: [1, 2] };
const whole = encodeURIComponent(JSON.stringify(content));

test.each<readonly [string, Json, JsonObject | undefined]>([
  ['of trades: colons, commas and brackets stay, a blank is %20', tradeStyle(content), content],
  ['of forms: a blank is a plus, a plus is %2B', formStyle(content), content],
  ['everything escaped', whole, content],
  ['an object, as the newer refunds have it', content, content],
  ['JSON that nobody has encoded', JSON.stringify(content), content],
  ['of trades, with a plus that is one', '%7B%22phone%22:%22+8615931000001%22%7D', { phone: '+8615931000001' }],
  ['small hex digits', '%7b%22a%22%3a%22b+c%22%7d', { a: 'b c' }],
  ['no members', '%7B%7D', {}],
  ['ids beyond 2^53', '%7B%22tid%22%3A12345678901234567%7D', { tid: '12345678901234567' }],
  ['JSON with a percent sign', '{"note":"50% off"}', { note: '50% off' }],
  ['a broken escape', '%7B%2', undefined],
  ['not UTF-8', '%7B%22a%22%3A%22%FF%22%7D', undefined],
  ['no object', '%5B1%5D', undefined],
  ['no text', 7, undefined],
  ['nothing', undefined as unknown as Json, undefined],
])('%s', (_name, msg, expected) => {
  expect(readMessage(msg)).toEqual(expected);
});

test('either encoder is read back, whatever the content', () => {
  const anyContent = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { minKeys: 1 });
  fc.assert(
    fc.property(anyContent, (fields) => {
      const read = { ...fields };
      expect(readMessage(tradeStyle(read))).toEqual(JSON.parse(JSON.stringify(read)));
      expect(readMessage(formStyle(read))).toEqual(JSON.parse(JSON.stringify(read)));
    }),
    { numRuns: 2000 },
  );
});

function tradeStyle(value: object): string {
  return encodeURIComponent(JSON.stringify(value)).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%5B', '[');
}

function formStyle(value: object): string {
  return new URLSearchParams({ a: JSON.stringify(value) }).toString().slice(2);
}
