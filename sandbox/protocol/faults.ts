import * as z from 'zod/mini';
import { must } from './fields.ts';

const MODES = ['reject', 'http-500', 'throttle', 'drop-after-commit', 'none'] as const;

const positive = (be: string) =>
  z.number(must(be)).check(z.refine((value) => Number.isSafeInteger(value) && value >= 1, `must be ${be}`));

/** Body of `POST /sandbox/faults`. */
export const faultOrder = z.object({
  mode: z.enum(MODES, must(MODES.join(', '))),
  /** How many matching calls it hits; 1 when left out. */
  count: z.optional(positive('a positive integer')),
  /** Only calls of this path. */
  path: z.optional(
    z.string(must('a path')).check(z.refine((path) => path.startsWith('/openapi/'), 'must begin with /openapi/')),
  ),
  retryAfterSeconds: z.optional(positive('a positive integer')),
});

export type FaultOrder = z.infer<typeof faultOrder>;

export interface Fault {
  readonly mode: Exclude<FaultOrder['mode'], 'none'>;
  readonly retryAfterSeconds: number | undefined;
}

/** The faults that are still to happen, in the order they were asked for. Not kept across restarts. */
export class Faults {
  #pending: { readonly fault: Fault; readonly path: string | undefined; left: number }[] = [];

  /** Adds a fault; `none` forgets all of that path, or all. */
  order({ mode, count = 1, path, retryAfterSeconds }: FaultOrder): void {
    if (mode === 'none') this.#pending = path === undefined ? [] : this.#pending.filter((one) => one.path !== path);
    else this.#pending.push({ fault: { mode, retryAfterSeconds }, path, left: count });
  }

  /** Takes the fault that hits this call, if any. */
  take(path: string): Fault | undefined {
    const hit = this.#pending.find((one) => one.path === undefined || one.path === path);
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left === 0) this.#pending = this.#pending.filter((one) => one !== hit);
    return hit.fault;
  }
}
