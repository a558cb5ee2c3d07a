import * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import type { CustomerRows } from '../../operations/console/customer-page.ts';
import type { Host } from '../host/host.ts';

const listed = z.object({
  id: z.string(),
  createdAt: z.string(),
  identities: z.array(z.object({ identityType: z.string() })),
  groups: z.array(z.object({ name: z.string() })),
  mergedIds: z.array(z.string()),
});
const listing = z.object({ data: z.object({ customers: z.array(listed), next: z.nullable(z.string()) }) });

const PAGE = '50';

/** Customers of the sandbox, without a value of theirs. */
export async function customerRowsOf(
  after: string | undefined,
  { sandbox }: Pick<Host, 'sandbox'>,
): Promise<CustomerRows> {
  const query = new URLSearchParams({ limit: PAGE, ...(after !== undefined && { after }) });
  const { body } = await sandbox.handle({ method: 'GET', path: '/sandbox/customers', query, headers: {}, body: '' });
  const { customers, next } = listing.parse(parseJson(body)).data;
  return {
    next,
    customers: customers.map(({ id, createdAt, identities, groups, mergedIds }) => ({
      id,
      createdAt,
      identities: [...Map.groupBy(identities, ({ identityType }) => identityType)].map(([type, all]) => ({
        type,
        count: all.length,
      })),
      groups: groups.map(({ name }) => name),
      mergedIds: mergedIds.length,
    })),
  };
}
