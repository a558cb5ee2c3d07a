import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import type { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import type { SeenCustomer } from '../kit/cdp.ts';

/** What a source does with one customer, from the first request to the last. A step that does not exist says why. */
export interface Story {
  readonly source: keyof typeof receivers;
  /** Beside those of the demo's connection. */
  readonly options?: object;
  /** What the platform asks when the address is entered, and must hear. */
  readonly registers: Registration | Absent;
  /** An event, and how the customer is known by it: `type=value`, or a pattern of it. */
  readonly event: Happening;
  readonly becomes: readonly (string | RegExp)[] | Absent;
  /** Two events that contradict each other, the newer first: it must hold whatever comes late. */
  readonly state: State | Absent;
  /** A delivery that nobody of the platform has signed, and its answer. */
  readonly forged: Forgery | Absent;
  /** The event by which a person is forgotten. */
  readonly forgets: Happening | Absent;
}

export interface Absent {
  readonly none: string;
}

export interface Registration {
  readonly request: (secret: unknown) => WebhookRequest;
  readonly answer: object | ((secret: unknown) => object);
}

export interface Happening {
  readonly event: string;
  /** @param at when it happened */
  readonly change?: (payload: SamplePayload, at: Date) => void;
  /** Where the moment stands beside the payload. */
  readonly rewrite?: (request: WebhookRequest, at: Date) => WebhookRequest;
}

export interface State {
  readonly newer: Happening;
  readonly older: Happening;
  readonly shows: (customer: SeenCustomer | undefined) => unknown;
  readonly holds: unknown;
}

export interface Forgery {
  readonly status: number;
  /** Default: one character more in the body. */
  readonly change?: (request: WebhookRequest) => WebhookRequest;
}

export const none = (why: string): Absent => ({ none: why });

export const request = (method: string, headers: WebhookRequest['headers'] = {}, body = '', rawQuery = '') =>
  ({ method, headers, body: Buffer.from(body), rawQuery }) satisfies WebhookRequest;

/** Sets what stands at a dotted path. */
export function put(payload: SamplePayload, path: string, value: SamplePayload[string]): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = payload;
  for (const step of steps) {
    const next = at[step];
    if (typeof next !== 'object' || next === null || Array.isArray(next)) throw new Error(`no ${step} in the sample`);
    at = next;
  }
  at[last] = value;
}

const NEWER = '新晓岚';

/** A name that is written into two events of one customer. */
export function named(event: string, write: (payload: SamplePayload, name: string, at: Date) => void): State {
  return {
    newer: { event, change: (payload, at) => write(payload, NEWER, at) },
    older: { event, change: (payload, at) => write(payload, '旧晓岚', at) },
    shows: (customer) => customer?.name.includes(NEWER),
    holds: true,
  };
}

/** Membership of a group that the one joins and the other leaves. */
export function joined(group: string, newer: Happening, older: Happening): State {
  return { newer, older, shows: (customer) => customer?.groups.includes(group), holds: false };
}
