import type { JsonObject } from '../../../json/lossless.ts';
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
  const fix = `copy the ${KEY_LENGTH} letters and digits of the EncodingAESKey from the console`;
  if (typeof key !== 'string' || key === '') return { check, verdict: 'problem', detail: 'it is missing', fix };
  const detail = keyProblem(key);
  return detail === undefined
    ? { check, verdict: 'ok', detail: `${KEY_LENGTH} letters and digits` }
    : { check, verdict: 'problem', detail, fix };
}

function keyProblem(key: string): string | undefined {
  if (/\s/.test(key)) return 'it holds a blank or a line end';
  if (key.length === KEY_LENGTH + 1 && key.endsWith('=')) {
    return 'it ends with the = that SDKs add before they decode it; the console shows it without';
  }
  if (key.length !== KEY_LENGTH) return `it has ${key.length} characters instead of ${KEY_LENGTH}`;
  return /^[A-Za-z0-9]+$/.test(key) ? undefined : 'it holds other characters than letters and digits';
}

/** The Token of a push, of whichever WeChat product. */
export function tokenFinding(token: unknown): Finding {
  const check = 'secret.token';
  const fix = 'copy the Token from the console: 3 to 32 letters and digits';
  if (typeof token !== 'string' || token === '') return { check, verdict: 'problem', detail: 'it is missing', fix };
  if (/\s/.test(token)) return { check, verdict: 'problem', detail: 'it holds a blank or a line end', fix };
  if (TOKEN.test(token)) return { check, verdict: 'ok', detail: `${token.length} letters and digits` };
  return { check, verdict: 'warning', detail: 'the console takes no token of this form', fix };
}

function appIdFinding(inSecret: unknown, inOptions: string): Finding {
  const check = 'secret.appId';
  if (ORIGINAL_ID.test(inOptions)) {
    const detail = 'options.appId is the original id of the account (gh_…)';
    return { check, verdict: 'problem', detail, fix: 'take the AppID, which begins with wx' };
  }
  if (inSecret === inOptions) return { check, verdict: 'ok', detail: 'that of the options' };
  const detail = typeof inSecret === 'string' ? 'it is not the appId of the options' : 'it is missing';
  return { check, verdict: 'problem', detail, fix: `both must be the AppID of one account: ${inOptions}` };
}

export function plaintextFindings({ plaintext }: PushOptions): readonly Finding[] {
  if (!plaintext) return [{ check: 'mode', verdict: 'ok', detail: 'secure or compatible mode; plaintext is refused' }];
  return [
    {
      check: 'mode',
      verdict: 'warning',
      detail: 'plaintext pushes are accepted: nothing proves what they say, and nobody is asked about their people',
      fix: 'choose secure mode in the console and remove options.plaintext',
    },
  ];
}

/** Which events wait for somebody to say that their sender is the customer. */
export function senderFindings({ senderIsCustomer = [] }: PushOptions, kinds: PushKinds): readonly Finding[] {
  const named: ReadonlySet<string> = new Set(senderIsCustomer);
  const off = unconfirmedSenders.filter((type) => Object.hasOwn(kinds, type) && !named.has(type));
  return tellUnconfirmed(off.length > 0, 'senderIsCustomer', `the senders of ${off.join(', ')}`);
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
