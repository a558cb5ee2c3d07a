import * as z from 'zod/mini';

/** Reads a text once, when options or a secret are opened. @param expected what the text must be; its value is never told */
export const parsedText = <T>(read: (text: string) => T | undefined, expected: string) =>
  z.pipe(
    z.string(),
    z.transform((text, context): T => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', message: expected, input: '' });
      return z.NEVER;
    }),
  );
