import { type Json, scalar } from '../../functions/shared/json/lossless.ts';
import { inLanguage, type Localized, same } from '../../functions/shared/text/localized.ts';
import type { TenantAnswer } from './interview.ts';

/** What was asked, and what the answer to it was. @param asked a plain string where it is the same in every language */
export function answerLine(asked: string | Localized, answer: TenantAnswer): Localized {
  return stated(asked, describeAnswer(answer));
}

/** `what: that`, with the colon of the language. */
export function stated(what: string | Localized, that: string | Localized): Localized {
  return {
    en: `${inLanguage(what, 'en')}: ${inLanguage(that, 'en')}`,
    zh: `${inLanguage(what, 'zh')}：${inLanguage(that, 'zh')}`,
  };
}

/** An answer in words, without anything that it may say of a person. */
export function describeAnswer(answer: TenantAnswer): Localized {
  switch (answer.kind) {
    case 'data':
      return isNothing(answer.data) ? NO_DATA : same('code 0');
    case 'refused':
      return same(`code -1 ${JSON.stringify(answer.msg)}`);
    case 'status':
      return same(`HTTP ${answer.status}`);
    case 'none':
      return answer.why;
  }
}

const NO_DATA: Localized = { en: 'code 0 and no data', zh: 'code 0，没有数据' };

/** Q05: null, absent and 0 say that there is nobody. */
export function isNothing(data: Json): boolean {
  return data === null || scalar(data) === '0' || (Array.isArray(data) && data.length === 0);
}
