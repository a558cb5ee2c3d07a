import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compress, expand } from '../../../../functions/shared/journal/compress.ts';
import { messageDictionary, reportDictionary } from '../../../../functions/shared/journal/dictionary.ts';
import { newSalt, seal, unseal } from '../../../../functions/shared/journal/seal.ts';

const click =
  '{"specversion":"1.0","id":"e1","source":"/wechat-official-account/wechat-demo","type":"CLICK","subject":"oGuiyi","time":"2026-03-01T04:00:01.000Z","datacontenttype":"application/json","connection":"wechat-demo","receivedtime":"2026-03-01T04:00:00.000Z","data":{"FromUserName":"oGuiyi","MsgType":"event","Event":"CLICK","EventKey":"会员"}}';

describe('what is compressed', () => {
  test.each(['', 'a', '会员 😀 \u0000', click, click.repeat(100)])('is read again as it was: %.10s', (text) => {
    for (const sort of ['message', 'report'] as const) expect(expand(compress(text, sort), sort)).toBe(text);
  });

  test('of a message is less than two thirds of what it is without a dictionary', () => {
    expect(compress(click, 'message').length * 3).toBeLessThan(deflateRawSync(click).length * 2);
  });

  test('without a dictionary is read as well', () => {
    expect(expand(deflateRawSync(click), undefined)).toBe(click);
  });

  test.each([Uint8Array.of(), Uint8Array.of(255, 255, 255), Buffer.from('no such thing')])(
    'must be what was written: %#',
    (bytes) => {
      expect(() => expand(bytes, 'message')).toThrow();
    },
  );

  test('is no bomb: more than 8 MB is not ours', () => {
    expect(() => expand(deflateRawSync(Buffer.alloc(9 * 1024 * 1024)), undefined)).toThrow();
  });
});

test('a dictionary never changes: what was written by it can only be read by it', () => {
  const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  expect([digestOf(messageDictionary), digestOf(reportDictionary)]).toEqual(['30c162cfc55c6969', '92185c729e6ec5b2']);
});

test('a message that was sealed before there was a dictionary opens', () => {
  const options = { key: 'a key of the test', salt: 'AAAAAAAAAAAAAAAAAAAAAA', context: 'event' };
  const sealed = Buffer.from('AS5rsBZSflZ4EpVIBgwPyVxCafZLQa+yfyJil5meqX0JEnblU+PUZc83vzYAabuzYtU=', 'base64');
  expect(sealed[0]).toBe(1);
  expect(unseal(sealed, options)).toBe('{"sealed":"before"}');
  expect(unseal(seal(click, { ...options, salt: newSalt() }), options)).toBeUndefined();
  expect(unseal(seal(click, options), options)).toBe(click);
});
