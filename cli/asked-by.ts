import { userInfo } from 'node:os';
import type { Localized } from '../functions/shared/text/localized.ts';
import { CommandError } from './command-error.ts';

/** Who asks, and why, as typed. */
export interface AskerOptions {
  readonly by?: string;
  readonly why?: string;
}

/** For the record. @param recorded what stands there with the reason @throws CommandError without one */
export function askedBy(
  { by, why }: AskerOptions,
  recorded: Localized = { en: 'who has seen values in clear', zh: '谁看过明文' },
): { readonly by: string; readonly why: string } {
  if (why === undefined || why.trim() === '') {
    throw new CommandError({
      en: `say why with --why "…": ${recorded.en} is recorded with the reason`,
      zh: `请用 --why "…" 写明原因：${recorded.zh}，会连同原因记录下来`,
    });
  }
  return { by: by ?? userInfo().username, why };
}
