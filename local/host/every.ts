/** Runs `work` again and again, so long after its end; returns what ends that and waits for the run that is under way. */
export function every(milliseconds: number, work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const next = () => {
    timer = setTimeout(() => {
      running = work().finally(() => {
        if (!ended) next();
      });
    }, milliseconds);
    timer.unref();
  };
  next();
  return async () => {
    ended = true;
    clearTimeout(timer);
    await running;
  };
}
