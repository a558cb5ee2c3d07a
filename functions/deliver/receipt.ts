import * as z from 'zod/mini';
import type { CustomerId } from '../shared/cdp/ids.ts';
import { digest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Archive, Clock } from '../shared/ports/ports.ts';

const receipt = z.object({ customers: z.array(z.string()), erased: z.string() });

/**
 * Leaves the proof of an erase in the archive, under `receipts/`: which request, when, which customers, confirmed. No
 * identity. A request that is carried out again adds to its receipt and keeps its first time.
 */
export async function leaveReceipt(
  event: Envelope,
  customers: readonly CustomerId[],
  { archive, clock }: { readonly archive: Archive; readonly clock: Clock },
): Promise<void> {
  const key = `receipts/${digest(event.source, event.id)}.json`;
  const bytes = await archive.get(key);
  const before = bytes === undefined ? undefined : receipt.parse(JSON.parse(Buffer.from(bytes).toString()));
  const written = {
    connection: event.connection,
    request: { id: digest(event.id), type: event.type, time: event.time },
    customers: [...new Set([...(before?.customers ?? []), ...customers])],
    confirmed: true,
    erased: before?.erased ?? new Date(clock()).toISOString(),
  };
  await archive.put(key, Buffer.from(JSON.stringify(written)));
}
