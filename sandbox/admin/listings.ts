import * as z from 'zod/mini';
import { customerIdField } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { customerView, identityPairs } from '../endpoints/customer-view.ts';
import { queryEndpoint } from '../endpoints/endpoint.ts';
import { queryInteger } from '../protocol/fields.ts';
import { success } from '../protocol/message.ts';

// The sandbox's own listings, for tests and the console: here ids are strings.

const DEFAULT_LIMIT = 100;

const limit = z.optional(queryInteger(1, 1000));

/** `GET /sandbox/customers?limit=&after=`: live customers by id, with everything known about them. */
export const customersListing = queryEndpoint(
  z.object({ limit, after: z.optional(customerIdField) }),
  (tenant, { limit = DEFAULT_LIMIT, after = '0' }) => {
    const { customers, identities, groups } = tenant.store;
    const page = customers.page(after, limit);
    return success({
      customers: page.map(({ id, createdAt, fields }) => ({
        id,
        createdAt: new Date(createdAt).toISOString(),
        name: fields.name ?? '',
        ...(fields.mobile !== undefined && { mobile: fields.mobile, mobileVerified: fields.mobileVerified ?? 0 }),
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
  z.object({ limit, after: z.optional(queryInteger(0, 9_999_999_999)) }),
  (tenant, { limit = DEFAULT_LIMIT, after = 0 }) => {
    const page = tenant.store.merges.page(after, limit);
    return success({
      merges: page.map(
        ({ sequence, loser, survivor, mergedAt, undoneAt, requestId, movedIdentities, loserFields }) => ({
          sequence,
          loser,
          survivor,
          mergedAt: new Date(mergedAt).toISOString(),
          undoneAt: undoneAt === undefined ? null : new Date(undoneAt).toISOString(),
          requestId: requestId ?? null,
          movedIdentities: identityPairs(movedIdentities),
          loserName: loserFields.name ?? '',
          loserProfile: customerView(tenant, loserFields),
        }),
      ),
      next: page.length === limit ? (page.at(-1)?.sequence ?? null) : null,
    });
  },
);
