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
    ['unknown', 'anonymous', 'guest', 'default', 'test', 'tbd', '-', '--', '.', '?', '/'],
    ['无', '無', '空', '未知', '未填写', '暂无', '匿名', '没有'],
  ].flat(),
);
/** `0`, `-1`, `0.0`, `0000`, and the nil UUID. */
const ZERO = /^(?:-1|[-+]?0+(?:\.0+)?|0{8}-0{4}-0{4}-0{4}-0{12})$/;

export function isPlaceholder(text: string): boolean {
  const word = text.trim().toLowerCase();
  return ZERO.test(word) || NOTHING.has(word);
}
