import { describe, expect, test } from 'vitest';
import { realName } from '../../../../functions/shared/identity/real-name.ts';

describe('a name in Han characters: two at least, and the whole is what tells people apart', () => {
  test.each<[string, string, string]>([
    ['two characters', '林晓', '林晓'],
    ['three', '林晓岚', '林晓岚'],
    ['a double surname', '欧阳明月', '欧阳明月'],
    ['a form of address before other characters', '师傅林', '师傅林'],
    ['with a blank', '林 晓岚', '林晓岚'],
    ['with an ideographic blank', '林　晓岚', '林晓岚'],
    ['with middle dots', '古丽·阿依', '古丽阿依'],
    ['with a middle dot of another form', '古丽・阿依', '古丽阿依'],
    ['with blanks around it', '  林晓岚 ', '林晓岚'],
    ['with a zero-width character within', '林\u200b晓岚', '林晓岚'],
    ['in compatibility characters', '\uf9f4晓岚', '林晓岚'],
    ['eight characters', '阿依古丽买买提江', '阿依古丽买买提江'],
    ['beyond the basic plane', '𠮷田明', '𠮷田明'],
  ])('%s: %s', (_what, name, text) => {
    expect(realName(name)).toEqual({ text, script: 'han', parts: [text] });
  });

  test.each<[string, string]>([
    ['one character', '岚'],
    ['one character and blanks', ' 岚 '],
    ['one character beyond the basic plane', '𠮷'],
    ['nine characters', '阿依古丽买买提江明'],
    ['a surname and a form of address', '王先生'],
    ['a form of address with a blank', '李 女士'],
    ['a teacher', '张老师'],
    ['an elder brother', '刘哥'],
    ['an elder sister', '陈姐'],
    ['a master', '赵师傅'],
    ['what WeChat writes in place of a name', '微信用户'],
    ['a guest', '游客'],
    ['a recipient', '收件人'],
    ['nobody', '匿名'],
    ['a customer', '客户'],
    ['a tester', '测试'],
    ['oneself', '本人'],
    ['what a platform calls its users', '小红书用户'],
    ['what another one does', '默认用户'],
    ['a member of some kind', '普通会员'],
    ['a buyer without a name', '匿名买家'],
    ['whoever walks in', '散客'],
    ['in traditional characters', '訪客'],
    ['the one at the counter', '店长'],
    ['a label of a form', '真实姓名'],
    ['a surname, and the rest untold', '张某'],
    ['in two characters', '李某某'],
    ['the name of everybody', '张三'],
    ['masked behind', '林*'],
    ['masked before', '*晓岚'],
    ['masked in full width', '林＊＊'],
    ['masked with letters', '林xx'],
    ['masked with capital letters', '林XX'],
    ['masked with circles', '林●●'],
    ['masked with the zero of the script', '林〇〇'],
    ['of an account elsewhere', '@林晓岚'],
    ['with digits', '小岚88'],
    ['with full-width digits', '小岚８８'],
    ['with a circled number', '小岚①'],
    ['with a sign', '小岚❤'],
    ['with an emoji', '林晓岚🌸'],
    ['with letters', '林晓岚Lin'],
    ['a name and its letters apart', '林晓岚 Lin'],
    ['with kana', '田中さくら'],
  ])('%s is none: %s', (_what, name) => {
    expect(realName(name)).toBeUndefined();
  });
});

describe('a name in words: two at least, and each is what two names of one person may share', () => {
  test.each<[string, string, readonly string[]]>([
    ['a first and a last name', 'Ann Marsh', ['ann', 'marsh']],
    ['in capitals', 'ANN MARSH', ['ann', 'marsh']],
    ['in full width', 'Ａｎｎ　Ｍａｒｓｈ', ['ann', 'marsh']],
    ['with many blanks', ' Ann \t Marsh ', ['ann', 'marsh']],
    ['the last name first', 'Marsh, Ann', ['marsh', 'ann']],
    ['the last name first, without a blank', 'Marsh,Ann', ['marsh', 'ann']],
    ['an initial with a dot', 'A. Marsh', ['a', 'marsh']],
    ['with a form of address', 'Dr. Ann Marsh', ['ann', 'marsh']],
    ['with a German one', 'Frau Anna Marsch', ['anna', 'marsch']],
    ['a nickname in brackets', 'Annabel (Ann) Marsh', ['annabel', 'ann', 'marsh']],
    ['with a hyphen', 'Ann-Kathrin Marsh', ['ann-kathrin', 'marsh']],
    ['with an apostrophe', "Conan O'Marsh", ['conan', "o'marsh"]],
    ['with a curly apostrophe', 'Conan O’Marsh', ['conan', "o'marsh"]],
    ['with an accent', 'José Núñez', ['josé', 'núñez']],
    ['with an accent of its own character', 'Jose\u0301 Nu\u0301n\u0303ez', ['josé', 'núñez']],
    ['in Cyrillic', 'Анна Болотова', ['анна', 'болотова']],
    ['in Arabic', 'ليلى حسن', ['ليلى', 'حسن']],
    ['in Devanagari', 'अनिता वर्मा', ['अनिता', 'वर्मा']],
    ['in Hangul', '김 민준', ['김', '민준']],
    ['in katakana', 'タナカ サクラ', ['タナカ', 'サクラ']],
    ['with a zero-width character within', 'Ann Mar\u200dsh', ['ann', 'marsh']],
    ['one of several words like a stand-in', 'Guest Marsh', ['guest', 'marsh']],
  ])('%s: %s', (_what, name, parts) => {
    expect(realName(name)).toEqual({ text: parts.join(' '), script: 'words', parts });
  });

  test.each<[string, string | undefined]>([
    ['none', undefined],
    ['an empty one', ''],
    ['blanks', ' \t '],
    ['a zero-width character', '\u200b'],
    ['one word', 'Ann'],
    ['one word and a form of address', 'Mrs. Marsh'],
    ['one word and a German form of address', 'Herr Marsch'],
    ['nothing but forms of address', 'Mr. Dr. Sir'],
    ['letters alone', 'A B'],
    ['punctuation and a word', '. Marsh'],
    ['a stand-in of one word', 'Guest'],
    ['a stand-in of two', 'Guest User'],
    ['in another spelling', 'GUEST   user.'],
    ['a test', 'Test Test'],
    ['a customer of the shop', 'Shop Customer'],
    ['the other name of everybody', 'Jane Doe'],
    ['two forms of address and a word', 'Prof. Mme Marsh'],
    ['a Spanish form of address', 'Sra. Núñez'],
    ['the name of everybody', 'John Doe'],
    ['the labels of a form', 'First Last'],
    ['other labels', 'Your Name'],
    ['labels in German', 'Vorname Nachname'],
    ['whoever walks in', 'Walk-in Customer'],
    ['in three words', 'Walk In Customer'],
    ['the buyer at a till', 'POS Customer'],
    ['that there is none', 'No Name'],
    ['nothing, twice', 'null null'],
    ['the same of JavaScript', 'undefined undefined'],
    ['what WeChat writes in English', 'WeChat User'],
    ['a German guest', 'Gast Kunde'],
    ['the German name of everybody', 'Max Mustermann'],
    ['masked', 'A** Marsh'],
    ['masked with letters', 'Axx Marsh'],
    ['masked with an underline', 'Ann _ Marsh'],
    ['unreadable characters', 'Ann ??? Marsh'],
    ['unreadable characters in full width', 'Ann ？ Marsh'],
    ['a number sign', 'Ann #Marsh'],
    ['with digits', 'Ann Marsh 2'],
    ['with a sign', 'Ann & Marsh+'],
    ['with a currency', 'Ann $ Marsh'],
    ['with an emoji', 'Ann Marsh 🌸'],
    ['a mail address', 'ann marsh@post.example'],
    ['two with a slash', 'Ann/Carl Marsh'],
  ])('%s is none: %s', (_what, name) => {
    expect(realName(name)).toBeUndefined();
  });
});

test.each([
  ['林 晓岚', '林晓岚'],
  ['Marsh Ann.', 'marsh  ann'],
  ['Conan O’Marsh', "Conan O'Marsh"],
  ['Ann Marsh', 'Dr. ANN (Marsh)'],
])('%s and %s are two spellings of one name', (one, other) => {
  expect(realName(one)).toBeDefined();
  expect(realName(one)).toEqual(realName(other));
});
