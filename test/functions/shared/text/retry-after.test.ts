import { expect, test } from 'vitest';
import { retryAfterSeconds } from '../../../../functions/shared/text/retry-after.ts';

const now = Date.parse('2026-11-30T10:00:00Z');

test.each<readonly [string, string | null | undefined, number | undefined]>([
  ['seconds', '7', 7],
  ['no seconds', '0', 0],
  ['seconds with space around them', ' 120 ', 120],
  ['a date', 'Mon, 30 Nov 2026 10:01:30 GMT', 90],
  ['a date that is over', 'Mon, 30 Nov 2026 09:59:00 GMT', 0],
  ['more than a day', '31536000', 99_999],
  ['a date next year', 'Tue, 30 Nov 2027 10:00:00 GMT', 99_999],
  ['a fraction', '1.5', undefined],
  ['less than nothing', '-1', undefined],
  ['a day that there is not', 'Mon, 45 Nov 2026 10:00:00 GMT', undefined],
  ['words', 'soon', undefined],
  ['nothing', '', undefined],
  ['no header', null, undefined],
  ['no header, said otherwise', undefined, undefined],
])('%s', (_name, header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
