import * as z from 'zod/mini';
import { endpoints, type EndpointName } from '../../functions/shared/cdp/contract.ts';
import { must } from '../../functions/shared/cdp/contract/field.ts';

const MODES = ['reject', 'http-500', 'throttle', 'latency', 'expire-token', 'drop-after-commit', 'none'] as const;

const positive = z
  .number(must('a positive integer'))
  .check(z.refine((value) => Number.isSafeInteger(value) && value >= 1, 'must be a positive integer'));

const endpointNames = Object.keys(endpoints) as [EndpointName, ...EndpointName[]];

/** Body of `POST /sandbox/faults`. */
export const faultOrder = z.object({
  mode: z.enum(MODES, must(MODES.join(', '))),
  /** How many matching calls it hits; 1 when left out. */
  count: z.optional(positive),
  /** Only calls of this path … */
  path: z.optional(
    z.string(must('a path')).check(z.refine((path) => path.startsWith('/openapi/'), 'must begin with /openapi/')),
  ),
  /** … or of this endpoint, by its name in the contract. */
  endpoint: z.optional(z.enum(endpointNames, must('the name of an endpoint'))),
  /** `throttle`: 1 when left out. */
  retryAfterSeconds: z.optional(positive),
  /** `latency`: 1000 when left out. */
  delayMs: z.optional(positive),
});

export type FaultOrder = z.infer<typeof faultOrder>;

export interface Fault {
  readonly mode: Exclude<FaultOrder['mode'], 'none'>;
  readonly retryAfterSeconds: number;
  readonly delayMs: number;
}

interface PendingFault {
  readonly fault: Fault;
  readonly path: string | undefined;
  left: number;
}

/** The faults that are still to happen, in the order they were asked for. Not kept across restarts. */
export class Faults {
  #pending: readonly PendingFault[] = [];

  /** Adds a fault; `none` forgets all of that path, or all. */
  order({ mode, count = 1, retryAfterSeconds = 1, delayMs = 1000, ...where }: FaultOrder): void {
    const path = where.endpoint === undefined ? where.path : endpoints[where.endpoint].path;
    if (mode === 'none') this.#pending = path === undefined ? [] : this.#pending.filter((one) => one.path !== path);
    else this.#pending = [...this.#pending, { fault: { mode, retryAfterSeconds, delayMs }, path, left: count }];
  }

  forget(): void {
    this.#pending = [];
  }

  list() {
    return this.#pending.map(({ fault, path, left }) => ({ ...fault, path: path ?? null, left }));
  }

  /** Takes the fault that hits this call, if any. */
  take(path: string): Fault | undefined {
    if (this.#pending.length === 0) return undefined;
    const hit = this.#pending.find((one) => one.path === undefined || one.path === path);
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left === 0) this.#pending = this.#pending.filter((one) => one !== hit);
    return hit.fault;
  }
}
