/** What templates, documents and debugging forms have where an id belongs; capitals and what joins words make no difference. */
const WORDS = new Set([
  'openid',
  'useropenid',
  'youropenid',
  'myopenid',
  'unionid',
  'userunionid',
  'yourunionid',
  'externaluserid',
  'userid',
  'youruserid',
  'customerid',
  'yourcustomerid',
  'memberno',
  'memberid',
  'appid',
  'fromuser',
  'fromusername',
  'touser',
  'tousername',
  'string',
  'somestring',
  'example',
  'placeholder',
  'todo',
]);
/** `${openid}`, `{{ openid }}`, `<openid>`, `%s`, `[openid]`: the template was never filled. */
const UNFILLED = /^(?:\$?\{.*\}|<.*>|\[.*\]|%[sd]|%\(?\w+\)?[sd%])$/s;
/** The name of a field in place of its value: `cardNo`, `vip_code`, `CRM-MEMBER-NUMBER`. */
const FIELD_NAME =
  /^(?:[a-z]{3,}(?:[A-Z][a-z]*)*(?:Id|No|Num|Number|Code)|(?:[a-z]{3,}[_-])+(?:id|no|num|number|code))$/;
const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const RUNS = [DIGITS, LETTERS].flatMap((run) => {
  const round = run.repeat(Math.ceil(128 / run.length));
  return [round, Array.from(round).toReversed().join('')];
});

/** A word or a mark of a template in place of any id. */
export function isTemplateText(text: string): boolean {
  const isFieldName = FIELD_NAME.test(text) || (text === text.toUpperCase() && FIELD_NAME.test(text.toLowerCase()));
  return UNFILLED.test(text) || isFieldName || WORDS.has(text.toLowerCase().replace(/[\s_.-]/g, ''));
}

/** One character repeated, or letters or digits in a row: `a`, `12345`, `xxxxxx`. Ids that are numbers may be that. */
export function isFillerText(text: string): boolean {
  return /^(.)\1*$/s.test(text) || RUNS.some((run) => run.includes(text.toLowerCase()));
}
