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
