import * as z from 'zod/mini';
import type { LedgerItem } from '../change/ledger-item.ts';
import { PortError } from './port-error.ts';

const times = z.record(z.string(), z.number());
const State = z.object({
  fields: times,
  groups: times,
  done: z.array(z.string()),
  identities: z.array(z.string()),
  contacts: z.optional(z.record(z.string(), z.string())),
  customer: z.optional(z.string()),
  name: z.optional(z.string()),
  record: z.optional(z.object({ time: z.number(), made: z.boolean() })),
  failing: z.optional(z.object({ event: z.string(), attempts: z.number(), since: z.number() })),
});

/** A ledger item as both stores keep it: what their conditions look at, and the rest as one JSON text. */
export interface LedgerRecord {
  readonly v: number;
  /** Unix seconds. */
  readonly expires: number;
  readonly state: string;
}

export function encodeLedgerItem(item: LedgerItem): LedgerRecord {
  const { v, expires, ...state } = item;
  return { v, expires, state: JSON.stringify(state) };
}

/** @throws PortError when the record is not one of ours. */
export function decodeLedgerItem(stored: LedgerRecord): LedgerItem {
  const { name, contacts, customer, record, failing, ...state } = parseState(stored.state);
  return {
    v: stored.v,
    expires: stored.expires,
    ...state,
    ...(contacts !== undefined && { contacts }),
    ...(customer !== undefined && { customer }),
    ...(name !== undefined && { name }),
    ...(record !== undefined && { record }),
    ...(failing !== undefined && { failing }),
  };
}

/** An item past its expiry counts as absent, whether the store has removed it or not. */
export function isExpired(expires: number, now: number): boolean {
  return expires * 1000 <= now;
}

function parseState(text: string): z.infer<typeof State> {
  try {
    return State.parse(JSON.parse(text));
  } catch (cause) {
    throw new PortError('ledger', 'the stored item is not a ledger item', false, cause);
  }
}
