import * as z from 'zod/mini';

const reason = z.object({ summary: z.string(), cause: z.string(), fix: z.string() });

/** What every reason means and what to do, by its code. */
export const reasonTexts = z.object({ en: z.record(z.string(), reason), zh: z.record(z.string(), reason) });
