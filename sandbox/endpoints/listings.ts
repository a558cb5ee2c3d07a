import * as z from 'zod/mini';
import * as field from '../protocol/fields.ts';
import { success } from '../protocol/message.ts';
import { customerView, identityPairs } from './customer-view.ts';
import { queryEndpoint } from './endpoint.ts';

// The sandbox's own listings, for tests and the console: here ids are strings.

const DEFAULT_LIMIT = 100;

const limit = z.optional(field.queryInteger(1, 1000));

/** `GET /sandbox/customers?limit=&after=`: live customers by id, with everything known about them. */
export const customersListing = queryEndpoint(
  z.object({ limit, after: z.optional(field.id) }),
  (tenant, { limit = DEFAULT_LIMIT, after = '0' }) => {
    const { customers, identities, groups } = tenant.store;
    const page = customers.page(after, limit);
    return success({
      customers: page.map(({ id, createdAt, fields }) => ({
        id,
        createdAt: new Date(createdAt).toISOString(),
        name: fields.name ?? '',
        profile: customerView(tenant, fields),
        identities: identityPairs(identities.ofCustomer(id)),
        groups: groups.ofCustomer(id).map((group) => ({ id: group.id, name: group.name })),
        mergedIds: customers.mergedInto(id),
      })),
      next: page.length === limit ? (page.at(-1)?.id ?? null) : null,
    });
  },
);

/** `GET /sandbox/merges?limit=&after=`: the merge ledger, oldest first. */
export const mergesListing = queryEndpoint(
  z.object({ limit, after: z.optional(field.queryInteger(0, 9_999_999_999)) }),
  (tenant, { limit = DEFAULT_LIMIT, after = 0 }) => {
    const page = tenant.store.merges.page(after, limit);
    return success({
      merges: page.map(({ sequence, loser, survivor, mergedAt, movedIdentities, loserFields }) => ({
        sequence,
        loser,
        survivor,
        mergedAt: new Date(mergedAt).toISOString(),
        movedIdentities: identityPairs(movedIdentities),
        loserName: loserFields.name ?? '',
        loserProfile: customerView(tenant, loserFields),
      })),
      next: page.length === limit ? (page.at(-1)?.sequence ?? null) : null,
    });
  },
);
