import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toEnvelope } from '../../../../../../functions/shared/envelope/from-source.ts';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { readPush } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/push-document.ts';
import { fuzzing } from '../../../../../kit/fuzz.ts';

const pieces = [
  ']]>',
  '<![CDATA[',
  ']]',
  '>',
  '<',
  '&',
  '&amp;',
  '&#2;',
  '&e;',
  '<!--',
  '-->',
  '<!DOCTYPE x>',
  '<?x?>',
  '/>',
  '"',
  '</Content>',
  '<Content>',
  '</xml>',
  '<xml>',
  '<MsgId>',
  '</MsgId>',
  '<Content><![CDATA[',
  ']]></Content>',
  '<UnionId>victim</UnionId>',
  '<UnionId><![CDATA[victim',
  '<FromUserName><![CDATA[victim]]></FromUserName>',

  '</UnionId>',
  '<Evil>',
  '</Evil>',
  '<Evil/>',
  ' ',
  '\n',
  '\r',
  '归一',
  '\u{1F600}',
  '\u0002',
  '\uFFFE',
  '\uFDD0',
  'x',
];
const typed = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
// eslint-disable-next-line no-control-regex
const NO_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const { numRuns, seed } = fuzzing(5000);

test('whatever people type, it is a text, and who they are stays as it was', () => {
  let read = 0;
  let mended = 0;
  const property = fc.property(typed, (text) => {
    const xml =
      '<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[oInvented]]></FromUserName>' +
      `<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content>` +
      '<MsgId>4561255354251345929</MsgId></xml>';
    const reading = readPush(Buffer.from(xml));
    if (!reading.ok) return;
    read += 1;
    const event = { idParts: ['x'], type: 'message.text', data: reading.push as Json };
    const envelope = toEnvelope(event, { platform: 'p', connection: 'c', receivedTime: '2026-03-01T04:00:00Z' });
    if (envelope.mended !== undefined) mended += 1;
    const { FromUserName, UnionId, MsgId, MsgType, Evil } = envelope.data as Record<string, Json>;
    expect({ FromUserName, MsgId, MsgType, UnionId, Evil }).toEqual({
      FromUserName: 'oInvented',
      MsgId: '4561255354251345929',
      MsgType: 'text',
      UnionId: undefined,
      Evil: undefined,
    });
    expect(JSON.stringify(envelope)).not.toMatch(NO_CHARACTER);
  });
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`${numRuns} typed texts: ${read} read, ${mended} of them mended, seed ${seed}\n`);
  expect(read).toBe(numRuns);
  expect(mended).toBeGreaterThan(numRuns / 10);
});
