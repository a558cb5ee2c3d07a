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
  readonly detail: string;
  /** What to do about a warning or a problem. */
  readonly fix?: string;
}

/** A setting that works, and of which somebody should know what it means. */
export function warnIf(wrong: boolean | undefined, option: string, detail: string, fix: string): readonly Finding[] {
  return wrong ? [{ check: `options.${option}`, verdict: 'warning', detail, fix }] : [];
}

/** What the platform's documents do not confirm, and nobody has switched on. @param what is not taken without the option */
export function tellUnconfirmed(isOff: boolean, option: string, what: string): readonly Finding[] {
  return isOff ? [{ check: `options.${option}`, verdict: 'ok', detail: `off, as not confirmed: ${what}` }] : [];
}

/** @param noun what the option names: a shop, a site @param kind the ids whose scope it is */
export function warnOfUnnamed(
  named: string | undefined,
  option: string,
  noun: string,
  kind: string,
): readonly Finding[] {
  return warnIf(
    named === undefined,
    option,
    `the connection itself counts as the ${noun}: whatever its secret signs belongs to it`,
    `name the ${noun} before the first event; added later, it renames every ${kind} of the connection`,
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
  }: { readonly name: string; readonly why: string; readonly open: string; readonly page: string },
): readonly Finding[] {
  const check = 'options.acceptUnsigned';
  if (acceptUnsigned) {
    const detail = `nothing proves that a message is ${name}’s but the key in its address`;
    return [{ check, verdict: 'warning', detail, fix: open }];
  }
  const detail = `it is not set: every message is refused, because ${why} is not confirmed`;
  return [{ check, verdict: 'warning', detail, fix: `set it, and read docs/sources/${page}.md before` }];
}
