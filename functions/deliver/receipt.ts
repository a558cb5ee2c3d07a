import * as z from 'zod/mini';
import { customerId, type CustomerId } from '../shared/cdp/ids.ts';
import { digest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Archive } from '../shared/ports/ports.ts';

/** What an erase has decided, and how far it has come. Holds no identity: those that are marked stand as keyed hashes. */
export interface EraseReceipt {
  readonly connection: string;
  readonly request: { readonly id: string; readonly type: string; readonly time: string };
  /** RFC 3339: what happened until then is blocked. */
  readonly since: string;
  readonly marked: readonly string[];
  /** Of the marked: ids by which the person had come back when the request came, and when (Unix ms). */
  readonly returned?: { readonly keys: readonly string[]; readonly at: number };
  /** Who has these identities now, and of whom nothing is known from before the request. */
  readonly kept?: readonly CustomerId[];
  /** To be deleted, and which of them are deleted and looked for again. */
  readonly customers: readonly CustomerId[];
  readonly deleted: readonly CustomerId[];
  /** All are deleted. */
  readonly confirmed: boolean;
  /** RFC 3339 of its end; absent while it is under way. */
  readonly erased?: string;
}

const Receipt = z.object({
  connection: z.string(),
  request: z.object({ id: z.string(), type: z.string(), time: z.string() }),
  since: z.string(),
  marked: z.array(z.string()),
  returned: z.optional(z.object({ keys: z.array(z.string()), at: z.number() })),
  kept: z.optional(z.array(z.string())),
  customers: z.array(z.string()),
  deleted: z.array(z.string()),
  confirmed: z.boolean(),
  erased: z.optional(z.string()),
});

/** The key of a request's receipt in the archive. */
export function receiptKey({ source, id }: Pick<Envelope, 'source' | 'id'>): string {
  return `receipts/${digest(source, id)}.json`;
}

/** Undefined where the request has none; a receipt of a former version is that of an erase that was carried out. */
export async function readReceipt(event: Envelope, archive: Archive): Promise<EraseReceipt | 'former' | undefined> {
  const bytes = await archive.get(receiptKey(event));
  if (bytes === undefined) return undefined;
  const parsed = Receipt.safeParse(JSON.parse(Buffer.from(bytes).toString()));
  if (!parsed.success) return 'former';
  const { erased, returned, kept, customers, deleted, ...receipt } = parsed.data;
  return {
    ...receipt,
    customers: idsIn(customers),
    deleted: idsIn(deleted),
    ...(kept && { kept: idsIn(kept) }),
    ...(returned && { returned }),
    ...(erased !== undefined && { erased }),
  };
}

function idsIn(texts: readonly string[]): readonly CustomerId[] {
  return texts.map(customerId).filter((id) => id !== undefined);
}

export async function writeReceipt(event: Envelope, receipt: EraseReceipt, archive: Archive): Promise<void> {
  await archive.put(receiptKey(event), Buffer.from(JSON.stringify(receipt)));
}
