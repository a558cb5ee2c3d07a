import type { Marks } from './identity-item.ts';

/** Blocked from then on (Unix ms) until it is lifted; what has been lifted later stays free. */
export function suppressed(marks: Marks | undefined, time: number): Marks {
  if (marks?.lifted !== undefined && marks.lifted >= time) return marks;
  return { ...marks, suppressed: Math.max(time, marks?.suppressed ?? -Infinity) };
}

/** Free of all that was marked up to then (Unix ms). */
export function lifted({ erased, suppressed: since, withdrawn, ...kept }: Marks = {}, time: number): Marks {
  return {
    ...kept,
    ...(erased !== undefined && erased > time && { erased }),
    ...(since !== undefined && since > time && { suppressed: since }),
    ...(withdrawn !== undefined && withdrawn > time && { withdrawn }),
    lifted: Math.max(time, kept.lifted ?? -Infinity),
  };
}
