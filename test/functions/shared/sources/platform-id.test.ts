import { expect, test } from 'vitest';
import { platformId } from '../../../../functions/shared/sources/platform-id.ts';

const ANY = /^[A-Za-z0-9+/=_-]{1,64}$/;

test.each([
  'f0000000000000000000000000001a7f',
  // Hex that begins like a phone.
  '159310000010f0000000000000001a7f',
  'AAHx+d/EAAeGwJedwSHpg8bT==',
  '1593100000',
])('%s is an id', (value) => {
  expect(platformId(value, ANY)).toEqual({ ok: true, value });
});

test.each([
  ['15931000001', 'wrong-type'],
  ['8615931000001', 'wrong-type'],
  ['+8615931000001', 'wrong-type'],
  ['15931000001-123', 'wrong-type'],
  ['15931000001-1234', 'wrong-type'],
  ['159310000011234', 'wrong-type'],
  ['15931000001转1234', 'wrong-type'],
  ['15931000001#1234', 'wrong-type'],
  ['159****0001', 'masked'],
  ['null', 'placeholder'],
  ['', 'empty'],
  [null, 'empty'],
  [7, 'wrong-type'],
  ['with a blank', 'malformed'],
])('%s is none: %s', (value, reason) => {
  expect(platformId(value, ANY)).toEqual({ ok: false, reason });
});
