/** An answer is longer than anything that its sender documents. */
export class TooLarge extends Error {
  readonly kind = 'too-large';
  readonly retryable = true;
  constructor(maxBytes: number) {
    super(`the answer is over ${maxBytes / MEBIBYTE} MiB`);
    this.name = 'TooLarge';
  }
}

export const MEBIBYTE = 2 ** 20;

/**
 * The text of an answer, read no further than `maxBytes`. Counted is what is read, after decompression: a header may say less, and a
 * small answer may unpack to a large one.
 * @throws TooLarge
 */
export async function boundedText(response: Response, maxBytes: number): Promise<string> {
  if (!response.body) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      // Ends the connection; what is still on its way is not read.
      await reader.cancel().catch(() => undefined);
      throw new TooLarge(maxBytes);
    }
    text += decoder.decode(value, { stream: true });
  }
}
