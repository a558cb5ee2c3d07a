import type { JsonObject } from '../../../json/lossless.ts';
import type { Localized } from '../../../text/localized.ts';
import { type Finding, tellUnconfirmed } from '../../finding.ts';
import type { UrlCheck } from '../../source.ts';
import { pushSignature } from '../wechat-crypto/signature.ts';
import type { PushKinds } from './push-kind.ts';
import type { PushOptions } from './settings.ts';
import { unconfirmedSenders } from './unconfirmed-senders.ts';

const KEY_LENGTH = 43;
const TOKEN = /^[A-Za-z0-9]{3,32}$/;
const ORIGINAL_ID = /^gh_/;
/** WeChat gives up after it. */
const TIME_OUT_MS = 5000;

/** What is wrong with the secret of an account that WeChat pushes messages of, in the words of its console. */
export function pushSecretFindings(secret: JsonObject, { appId, plaintext }: PushOptions): readonly Finding[] {
  const given = secret['encodingAesKey'];
  const key = given === undefined && plaintext ? [] : [keyFinding(given)];
  return [tokenFinding(secret['token']), ...key, appIdFinding(secret['appId'], appId)];
}

/** The EncodingAESKey of a push, of whichever WeChat product. */
export function keyFinding(key: unknown): Finding {
  const check = 'secret.encodingAesKey';
  const fix = {
    en: `copy the ${KEY_LENGTH} letters and digits of the EncodingAESKey from the console`,
    zh: `从平台后台复制 EncodingAESKey 的 ${KEY_LENGTH} 个字母和数字`,
  };
  if (typeof key !== 'string' || key === '') return { check, verdict: 'problem', detail: missing, fix };
  const detail = keyProblem(key);
  return detail === undefined
    ? { check, verdict: 'ok', detail: lettersAndDigits(KEY_LENGTH) }
    : { check, verdict: 'problem', detail, fix };
}

const missing: Localized = { en: 'it is missing', zh: '缺失' };
const blank: Localized = { en: 'it holds a blank or a line end', zh: '其中有空格或换行' };

function lettersAndDigits(count: number): Localized {
  return { en: `${count} letters and digits`, zh: `${count} 个字母和数字` };
}

function keyProblem(key: string): Localized | undefined {
  if (/\s/.test(key)) return blank;
  if (key.length === KEY_LENGTH + 1 && key.endsWith('=')) {
    return {
      en: 'it ends with the = that SDKs add before they decode it; the console shows it without',
      zh: '末尾多了 =：那是 SDK 解码之前加上的，后台显示的没有',
    };
  }
  if (key.length !== KEY_LENGTH) {
    return {
      en: `it has ${key.length} characters instead of ${KEY_LENGTH}`,
      zh: `有 ${key.length} 个字符，应为 ${KEY_LENGTH} 个`,
    };
  }
  if (/^[A-Za-z0-9]+$/.test(key)) return undefined;
  return { en: 'it holds other characters than letters and digits', zh: '其中有字母和数字以外的字符' };
}

/** The Token of a push, of whichever WeChat product. */
export function tokenFinding(token: unknown): Finding {
  const check = 'secret.token';
  const fix = {
    en: 'copy the Token from the console: 3 to 32 letters and digits',
    zh: '从平台后台复制 Token：3 到 32 个字母和数字',
  };
  if (typeof token !== 'string' || token === '') return { check, verdict: 'problem', detail: missing, fix };
  if (/\s/.test(token)) return { check, verdict: 'problem', detail: blank, fix };
  if (TOKEN.test(token)) return { check, verdict: 'ok', detail: lettersAndDigits(token.length) };
  const detail = { en: 'the console takes no token of this form', zh: '平台后台不接受这种形式的 Token' };
  return { check, verdict: 'warning', detail, fix };
}

function appIdFinding(inSecret: unknown, inOptions: string): Finding {
  const check = 'secret.appId';
  if (ORIGINAL_ID.test(inOptions)) {
    const detail = {
      en: 'options.appId is the original id of the account (gh_…)',
      zh: 'options.appId 写的是账号的原始 ID（gh_…）',
    };
    const fix = { en: 'take the AppID, which begins with wx', zh: '改用 AppID，以 wx 开头' };
    return { check, verdict: 'problem', detail, fix };
  }
  if (inSecret === inOptions) return { check, verdict: 'ok', detail: { en: 'that of the options', zh: '与选项一致' } };
  const other = { en: 'it is not the appId of the options', zh: '与选项中的 appId 不同' };
  const fix = {
    en: `both must be the AppID of one account: ${inOptions}`,
    zh: `两处应是同一个账号的 AppID：${inOptions}`,
  };
  return { check, verdict: 'problem', detail: typeof inSecret === 'string' ? other : missing, fix };
}

export function plaintextFindings({ plaintext }: PushOptions): readonly Finding[] {
  if (!plaintext) {
    const detail = { en: 'secure or compatible mode; plaintext is refused', zh: '安全模式或兼容模式；拒收明文' };
    return [{ check: 'mode', verdict: 'ok', detail }];
  }
  return [
    {
      check: 'mode',
      verdict: 'warning',
      detail: {
        en: 'plaintext pushes are accepted: nothing proves what they say, and nobody is asked about their people',
        zh: '接收明文推送：内容无法证明真实，也不会向平台查询其中的人',
      },
      fix: {
        en: 'choose secure mode in the console and remove options.plaintext',
        zh: '在平台后台选择安全模式，并去掉 options.plaintext',
      },
    },
  ];
}

/** Which events wait for somebody to say that their sender is the customer. */
export function senderFindings({ senderIsCustomer = [] }: PushOptions, kinds: PushKinds): readonly Finding[] {
  const named: ReadonlySet<string> = new Set(senderIsCustomer);
  const off = unconfirmedSenders.filter((type) => Object.hasOwn(kinds, type) && !named.has(type));
  return tellUnconfirmed(off.length > 0, 'senderIsCustomer', {
    en: `the senders of ${off.join(', ')}`,
    zh: `${off.join(', ')} 的发送者是不是客户`,
  });
}

/** The check of an address, whose answer is `echostr` as it came: no quotes, no byte order mark, no line end. */
export function pushUrlCheck(token: string, now: number): UrlCheck {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = '1372623149';
  const echo = `4375120948345356249${timestamp}`;
  const query = new URLSearchParams({
    signature: pushSignature(token, timestamp, nonce),
    timestamp,
    nonce,
    echostr: echo,
  });
  return {
    request: { method: 'GET', headers: {}, rawQuery: query.toString(), body: '' },
    answer: echo,
    withinMs: TIME_OUT_MS,
  };
}
