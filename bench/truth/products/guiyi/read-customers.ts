import * as z from 'zod/mini';
import { type Json, parseJson } from '../../../../functions/shared/json/lossless.ts';
import type { Sandbox } from '../../../../sandbox/sandbox.ts';

const listing = z.object({
  data: z.object({
    customers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        profile: z.object({ city: z.optional(z.string()) }),
        identities: z.array(z.object({ identityType: z.string(), identityValue: z.string() })),
        mergedIds: z.array(z.string()),
      }),
    ),
    next: z.optional(z.nullable(z.string())),
  }),
});

export type SandboxCustomer = z.infer<typeof listing>['data']['customers'][number];

/** Every customer of the sandbox, by its own listing. */
export function readCustomers(sandbox: Sandbox): readonly SandboxCustomer[] {
  const customers: SandboxCustomer[] = [];
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '500', ...(after !== undefined && { after }) });
    const { body } = sandbox.handle({ method: 'GET', path: '/sandbox/customers', query, headers: {}, body: '' });
    const page: Json = parseJson(body);
    const { data } = listing.parse(page);
    customers.push(...data.customers);
    after = data.next ?? undefined;
  } while (after !== undefined);
  return customers;
}
