/** Reads anew only when so many milliseconds have gone by; who asks meanwhile shares one answer. A failure is not kept. */
export function remembered<T>(forMs: number, clock: () => number, read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (kept && clock() - kept.at < forMs) return kept.answer;
    const answer = read();
    const reading = { at: clock(), answer };
    kept = reading;
    answer.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return answer;
  };
}
