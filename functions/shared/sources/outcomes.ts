import type { Refusal } from '../identity/refusal.ts';
import type { ReasonCode } from '../reasons/reasons.ts';
import { told } from '../identity/refused.ts';
import type { Decoding, Ignored, Verification } from './source.ts';

type Refused = Extract<Verification, { outcome: 'refused' }>;

/** The request is not let in. */
export function refuseRequest(status: Refused['status'], reason: ReasonCode, detail: string): Refused {
  return { outcome: 'refused', status, reason, detail };
}

/** Genuine, and not understood. */
export function undecodable(reason: ReasonCode, detail: string): Decoding {
  return { outcome: 'undecodable', reason, detail };
}

/** Understood, and nothing is said about a customer. */
export function ignored(reason: ReasonCode, detail: string, refusals: readonly Refusal[] = []): Ignored {
  return { outcome: 'ignored', reason, detail, ...told(refusals) };
}
