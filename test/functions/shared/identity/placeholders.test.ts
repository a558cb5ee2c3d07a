import { describe, expect, test } from 'vitest';

import { opaqueId } from '../../../../functions/shared/identity/opaque-id.ts';

describe('what people and systems write where there is no id', () => {
  test.each(['-', '－', '—', '——', '０', '００', 'N/A', 'Ｎ／Ａ', 'ＮＵＬＬ', '无', '-1', '0.0'])(
    '%s is refused',
    (given) => {
      expect(opaqueId(given)).toEqual({ ok: false, reason: 'placeholder' });
    },
  );

  test.each(['a-', '－7', 'Ａ7', '无名氏7', '10', '0x1'])('%s is an id, and stays as it was given', (given) => {
    expect(opaqueId(given)).toEqual({ ok: true, value: given });
  });
});
