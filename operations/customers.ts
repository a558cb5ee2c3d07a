import * as z from 'zod/mini';

/** What the CDP has of a customer; values are masked. */
export const maskedCustomer = z.object({
  id: z.string(),
  data: z.record(z.string(), z.unknown()),
  groups: z.array(z.string()),
});
export type MaskedCustomer = z.infer<typeof maskedCustomer>;

/** Customers, as the CDP has them. */
export interface CustomerOperations {
  /** Undefined for an id that the CDP does not know. @throws CdpError */
  get(id: string): Promise<MaskedCustomer | undefined>;
}
