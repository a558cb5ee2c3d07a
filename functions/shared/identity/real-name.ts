const HAN = /\p{Script=Han}/u;
const HAN_NAME = /^\p{Script=Han}{2,8}$/u;
/** Forms of address: whoever is called so has not said their name. */
const ADDRESS_HAN = /(?:先生|女士|小姐|太太|老师|同学|师傅|经理|老板|阿姨|叔叔|大哥|大姐|哥|姐)$/;
const ADDRESS_LATIN = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'dr',
  'prof',
  'sir',
  'madam',
  'herr',
  'frau',
  'mme',
  'sr',
  'sra',
]);
/** What platforms write in place of a name. */
const STAND_INS = new Set(
  [
    '微信用户',
    '匿名用户',
    '手机用户',
    '新用户',
    '游客',
    '会员',
    '顾客',
    '客户',
    '用户',
    '收件人',
    '收货人',
    '本人',
    '测试',
    '未知',
    '匿名',
    '无名氏',
  ].concat([
    'guest',
    'guest user',
    'guest customer',
    'test user',
    'test test',
    'test customer',
    'unknown customer',
    'anonymous user',
    'shop customer',
    'first last',
    'john doe',
    'jane doe',
  ]),
);
const MASK = /[*＊•●×?？_#]|x{2,}/iu;

/** A name that tells people apart. */
export interface RealName {
  /** In the form in which two spellings of it are compared. */
  readonly text: string;
  readonly script: 'han' | 'words';
  /** What two names of one person may share: the words; of a name in Han characters the whole. */
  readonly parts: readonly string[];
}

/**
 * A person's name in the form in which two spellings of it are compared; undefined for what says too little to tell two people
 * apart: a single word or character, a nickname with digits or signs, a form of address, a mask, a stand-in. Two Han characters or
 * two words are the least.
 */
export function realName(name: string | undefined): RealName | undefined {
  if (name === undefined) return undefined;
  const text = name
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .toLowerCase()
    .trim();
  if (text === '' || MASK.test(text) || /[\p{N}\p{S}]/u.test(text) || text.includes('@')) return undefined;
  return HAN.test(text) ? hanName(text) : wordName(text);
}

/** Blanks and middle dots between Han characters say nothing. */
function hanName(text: string): RealName | undefined {
  const joined = text.replace(/[\s\p{P}]+/gu, '');
  return HAN_NAME.test(joined) && !ADDRESS_HAN.test(joined) && !STAND_INS.has(joined)
    ? { text: joined, script: 'han', parts: [joined] }
    : undefined;
}

function wordName(text: string): RealName | undefined {
  const words = text
    .replace(/[.,;:"()]+/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !ADDRESS_LATIN.has(word));
  const joined = words.join(' ');
  const isName = words.length >= 2 && words.every((word) => /^[\p{L}\p{M}'’-]+$/u.test(word));
  return isName && words.some((word) => word.length >= 2) && !STAND_INS.has(joined)
    ? { text: joined, script: 'words', parts: words }
    : undefined;
}
