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
/** What platforms, tills and forms write in place of a name. */
const STAND_INS = new Set(
  [
    '手机号',
    '收件人',
    '收货人',
    '联系人',
    '本人',
    '测试',
    '未知',
    '匿名',
    '无名',
    '无名氏',
    '未命名',
    '未填写',
    '未设置',
    '无姓名',
    '姓名',
    '真实姓名',
    '默认',
    '店长',
    '店员',
    '客服',
    '前台',
    '收银员',
    '管理员',
    '张三',
    '李四',
    '王五',
  ].concat(['john doe', 'jane doe', 'max mustermann', 'erika mustermann']),
);
/** A customer of somebody's, not who: 小红书用户, 普通会员, 散客. */
const ANY_CUSTOMER_HAN =
  /(?:用户|用戶|会员|會員|顾客|顧客|客户|客戶|买家|買家|散客|访客|訪客|游客|遊客|粉丝|粉絲|网友)$/;
/** A surname, and that the rest is not told: 张某, 李某某. */
const UNTOLD_HAN = /某+$/;
/** A name of nothing but these is none: Walk-in Customer, No Name, null null, Your Name. */
const STAND_IN_WORDS = new Set(
  [
    'admin anonymous available buyer cash client counter customer default demo dummy empty example first full given guest',
    'in last member missing name nil no none not null online pos provided registered retail sample shop shopper store',
    'subscriber surname test tester testing the unknown undefined user visitor walk walkin web wechat weixin your',
    'anonym gast kunde kundin nachname name ohne testkunde unbekannt vorname', // German
    'client invité inconnu nom prénom cliente invitado anónimo desconocido nombre apellido convidado ospite sconosciuto',
    'гость покупатель имя фамилия',
  ].flatMap((line) => line.split(' ')),
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
    .replaceAll('’', "'")
    .toLowerCase()
    .trim();
  if (text === '' || MASK.test(text) || /[\p{N}\p{S}]/u.test(text) || text.includes('@')) return undefined;
  return HAN.test(text) ? hanName(text) : wordName(text);
}

/** Blanks and middle dots between Han characters say nothing. */
function hanName(text: string): RealName | undefined {
  const joined = text.replace(/[\s\p{P}]+/gu, '');
  return HAN_NAME.test(joined) && !ADDRESS_HAN.test(joined) && !isStandInHan(joined)
    ? { text: joined, script: 'han', parts: [joined] }
    : undefined;
}

function isStandInHan(joined: string): boolean {
  return STAND_INS.has(joined) || ANY_CUSTOMER_HAN.test(joined) || UNTOLD_HAN.test(joined);
}

function wordName(text: string): RealName | undefined {
  const words = text
    .replace(/[.,;:"()]+/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !ADDRESS_LATIN.has(word));
  const joined = words.join(' ');
  const isName = words.length >= 2 && words.every((word) => /^[\p{L}\p{M}'-]+$/u.test(word));
  return isName && words.some((word) => word.length >= 2) && !isStandInOf(words, joined)
    ? { text: joined, script: 'words', parts: words }
    : undefined;
}

function isStandInOf(words: readonly string[], joined: string): boolean {
  return STAND_INS.has(joined) || words.flatMap((word) => word.split('-')).every((word) => STAND_IN_WORDS.has(word));
}
