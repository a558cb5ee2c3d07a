import type { Marks } from './identity-item.ts';

/** Blocked from then on (Unix ms) until it is lifted; what has been lifted later stays free. */
export function suppressed(marks: Marks | undefined, time: number): Marks {
  if (marks?.lifted !== undefined && marks.lifted >= time) return marks;
  return { ...marks, suppressed: Math.max(time, marks?.suppressed ?? -Infinity) };
}

/** Its consent was withdrawn then (Unix ms); one that was given later counts, and so does what has been lifted later. */
export function withdrawn(marks: Marks | undefined, time: number): Marks {
  if ((marks?.returned ?? -Infinity) > time || (marks?.lifted ?? -Infinity) >= time) return { ...marks };
  return { ...marks, withdrawn: Math.max(time, marks?.withdrawn ?? -Infinity) };
}

/** The person has come back then (Unix ms), or given their consent. What happened before an erase stays blocked where it is told to. */
export function returned(marks: Marks | undefined, time: number, keepsErase: boolean): Marks {
  const { erased, withdrawn: since, ...kept } = marks ?? {};
  return {
    ...kept,
    ...(erased !== undefined && (keepsErase || erased >= time) && { erased }),
    ...(since !== undefined && since >= time && { withdrawn: since }),
    returned: Math.max(time, kept.returned ?? -Infinity),
  };
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
