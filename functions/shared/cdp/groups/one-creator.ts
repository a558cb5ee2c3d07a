import { randomUUID } from 'node:crypto';
import { digest } from '../../envelope/digest.ts';
import type { Clock, Leases } from '../../ports/ports.ts';
import { CdpError } from '../cdp-error.ts';

/** Lets one instance among all create what is missing; the others come again. @throws CdpError, CreationHeld */
export type OneCreator = <T>(name: string, create: () => Promise<T>) => Promise<T>;

/** Another instance is creating what is missing. It says nothing of the CDP, which was not asked. */
export class CreationHeld extends Error {
  readonly retryAfterSeconds = 5;
  constructor(name: string) {
    super(`another instance is creating the ${name}`);
    this.name = 'CreationHeld';
  }
}

/** Longer than a call may take, and long enough for a tenant's search to find what was just created. */
const HELD_MS = 60_000;

/**
 * Nothing in the CDP makes the name of a group or a folder unique, and no call creates only what is missing: two instances
 * that search at the same time would create two.
 */
export function oneCreator(leases: Leases, clock: Clock): OneCreator {
  return async (name, create) => {
    const [key, holder, now] = [`create:${digest(name)}`, randomUUID(), clock()];
    if (!(await leases.take([key], holder, { now, until: now + HELD_MS }))) throw new CreationHeld(name);
    try {
      // What was created is held until a search finds it.
      return await create();
    } catch (error) {
      if (!mayHaveCreated(error)) await leases.release([key], holder).catch(() => undefined);
      throw error;
    }
  };
}

const creating: ReadonlySet<string> = new Set(['addSingleGroup', 'groupAdd']);

/** A call without an answer may have been carried out: it is searched for when the hold has ended. */
function mayHaveCreated(error: unknown): boolean {
  if (!(error instanceof CdpError) || !creating.has(error.endpoint)) return false;
  return error.sent && error.kind !== 'rejected' && error.kind !== 'throttled';
}
