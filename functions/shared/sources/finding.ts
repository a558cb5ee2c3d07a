import { inLanguage, type Localized } from '../text/localized.ts';

export type Verdict =
  | 'ok'
  | 'warning' // it works, and somebody should know
  | 'problem' // it cannot work
  | 'skipped'; // nobody could look

/** One thing that `guiyi doctor` has looked at. Never a secret, never a person. */
export interface Finding {
  /** `secret.encodingAesKey`, `options.plaintext`, `front door`. */
  readonly check: string;
  readonly verdict: Verdict;
  /** A plain string where it is the same in every language, or a source of somebody's own speaks one alone. */
  readonly detail: string | Localized;
  /** What to do about a warning or a problem. */
  readonly fix?: string | Localized;
}

/** A setting that works, and of which somebody should know what it means. */
export function warnIf(
  wrong: boolean | undefined,
  option: string,
  detail: string | Localized,
  fix: string | Localized,
): readonly Finding[] {
  return wrong ? [{ check: `options.${option}`, verdict: 'warning', detail, fix }] : [];
}

/** What the platform's documents do not confirm, and nobody has switched on. @param what is not taken without the option */
export function tellUnconfirmed(isOff: boolean, option: string, what: string | Localized): readonly Finding[] {
  const detail = {
    en: `off, as not confirmed: ${inLanguage(what, 'en')}`,
    zh: `关闭，因为尚未证实：${inLanguage(what, 'zh')}`,
  };
  return isOff ? [{ check: `options.${option}`, verdict: 'ok', detail }] : [];
}

/** @param noun what the option names: a shop, a site @param kind the ids whose scope it is */
export function warnOfUnnamed(
  named: string | undefined,
  option: string,
  noun: Localized,
  kind: string,
): readonly Finding[] {
  return warnIf(
    named === undefined,
    option,
    {
      en: `the connection itself counts as the ${noun.en}: whatever its secret signs belongs to it`,
      zh: `没有写明${noun.zh}，连接本身就算${noun.zh}：用它的密钥签名的事件都归它`,
    },
    {
      en: `name the ${noun.en} before the first event; added later, it renames every ${kind} of the connection`,
      zh: `在第一个事件之前写明${noun.zh}；以后再写，这个连接的每个 ${kind} 都会换成新的身份`,
    },
  );
}

/** What to know of a platform of which it is not confirmed how it signs. @param open what `acceptUnsigned` needs beside it */
export function unsignedFindings(
  acceptUnsigned: boolean | undefined,
  {
    name,
    why,
    open,
    page,
  }: { readonly name: Localized; readonly why: Localized; readonly open: Localized; readonly page: string },
): readonly Finding[] {
  const check = 'options.acceptUnsigned';
  if (acceptUnsigned) {
    const detail = {
      en: `nothing proves that a message is ${name.en}’s but the key in its address`,
      zh: `除了地址中的 key，没有任何东西能证明消息来自${name.zh}`,
    };
    return [{ check, verdict: 'warning', detail, fix: open }];
  }
  const detail = {
    en: `it is not set: every message is refused, because ${why.en} is not confirmed`,
    zh: `没有打开：所有消息都被拒收，因为${why.zh}尚未证实`,
  };
  const fix = {
    en: `set it, and read docs/sources/${page}.md before`,
    zh: `先读 docs/zh/sources/${page}.md，再打开它`,
  };
  return [{ check, verdict: 'warning', detail, fix }];
}
