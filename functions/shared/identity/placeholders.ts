/** What systems and people write where there is no value. */
const NOTHING = new Set(
  [
    [
      'null',
      '(null)',
      '<null>',
      '\\n',
      'undefined',
      'none',
      'nil',
      'n/a',
      '#n/a',
      'na',
      'nan',
      'infinity',
      '-infinity',
    ],
    ['true', 'false', '{}', '[]', '[object object]', '[object undefined]', '[object null]', '""', "''"],
    ['unknown', 'anonymous', 'guest', 'default', 'test', 'tbd', '.', '?', '/'],
    ['无', '無', '空', '未知', '未填写', '暂无', '匿名', '没有'],
  ].flat(),
);
/** `0`, `-1`, `0.0`, `0000`, and the nil UUID. */
const ZERO = /^(?:-1|[-+]?0+(?:\.0+)?|0{8}-0{4}-0{4}-0{4}-0{12})$/;

/** Dashes alone, however long: `-`, `--`, `——`. */
const DASHES = /^[-\u2010-\u2015\u2212]+$/;

/** Judged in compatibility form, because Chinese keyboards write `－`, `Ｎ／Ａ` and `０` in full width. */
export function isPlaceholder(text: string): boolean {
  const word = text.normalize('NFKC').trim().toLowerCase();
  return ZERO.test(word) || DASHES.test(word) || NOTHING.has(word);
}
