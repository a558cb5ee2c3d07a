import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';

/** What every record of one run carries, so that anybody recognises it. */
export interface ProbeMarks {
  /** `guiyi-probe-` and 16 hex digits. */
  readonly run: string;
  /** Another text at every call, with the mark of the run in front. */
  text(): string;
  identity(code: string): IdentityPair;
  /** A mobile number that is nobody's: no subscriber's number begins with 12. */
  mobile(): string;
  /** A North American number out of those that are kept free for fiction (555-0100 to 555-0199), as E.164. */
  foreignMobile(): string;
}

/** @param hex 16 hex digits, random, others at every run */
export function marks(hex: string): ProbeMarks {
  const run = `guiyi-probe-${hex}`;
  const number = BigInt(`0x${hex}`);
  let count = 0;
  const text = () => `${run}-${(count += 1)}`;
  return {
    run,
    text,
    identity: (code) => ({ identityType: code, identityValue: text() }),
    mobile: () => `12${String(number % 1_000_000_000n).padStart(9, '0')}`,
    foreignMobile: () => `+1202555${String(100n + (number % 100n)).padStart(4, '0')}`,
  };
}
