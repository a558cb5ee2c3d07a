import * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import type { Sandbox, SandboxRequest, SandboxResponse } from '../../sandbox/sandbox.ts';

const listing = z.object({
  data: z.object({
    customers: z.array(
      // Whatever else it says stays in it: who compares two states compares all.
      z.looseObject({
        id: z.string(),
        name: z.string(),
        profile: z.record(z.string(), z.unknown()),
        identities: z.array(z.object({ identityType: z.string(), identityValue: z.string() })),
        groups: z.array(z.object({ id: z.string(), name: z.string() })),
        mergedIds: z.array(z.string()),
      }),
    ),
    next: z.nullable(z.string()),
  }),
});

export type SandboxCustomer = z.infer<typeof listing>['data']['customers'][number];

interface CustomersPage {
  readonly customers: readonly SandboxCustomer[];
  /** The id after which the next page begins. */
  readonly next: string | null;
}

const PAGE = 500;

/** Asks for a page of whom the sandbox knows, by its own listing: the API tells nobody a name. @param after an id */
export function customersRequest(after: string | null, limit = PAGE): SandboxRequest {
  const query = new URLSearchParams({ limit: String(limit), ...(after !== null && { after }) });
  return { method: 'GET', path: '/sandbox/customers', query, headers: {}, body: '' };
}

/** What it answers. */
export function listedCustomers({ body }: SandboxResponse): CustomersPage {
  return listing.parse(parseJson(body)).data;
}

export function sandboxCustomersAfter(sandbox: Sandbox, after: string | null, limit?: number): CustomersPage {
  return listedCustomers(sandbox.handle(customersRequest(after, limit)));
}

/** Everybody whom a sandbox of this thread knows. */
export function sandboxCustomers(sandbox: Sandbox): readonly SandboxCustomer[] {
  const all: SandboxCustomer[] = [];
  let after: string | null = null;
  do {
    const { customers, next } = sandboxCustomersAfter(sandbox, after);
    all.push(...customers);
    after = next;
  } while (after !== null);
  return all;
}

/** `type=value`, sorted. */
export function pairsOf({ identities }: SandboxCustomer): readonly string[] {
  return identities.map(({ identityType, identityValue }) => `${identityType}=${identityValue}`).toSorted();
}
