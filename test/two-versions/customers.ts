import { parseJson } from '../../functions/shared/json/lossless.ts';
import * as z from 'zod/mini';
import type { Sandbox } from '../../sandbox/sandbox.ts';

const page = z.object({
  data: z.object({
    customers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        profile: z.record(z.string(), z.unknown()),
        identities: z.array(z.object({ identityType: z.string(), identityValue: z.string() })),
        groups: z.array(z.object({ name: z.string() })),
      }),
    ),
    next: z.optional(z.nullable(z.string())),
  }),
});

export interface Customer {
  readonly id: string;
  readonly city: unknown;
  /** `type=value`, sorted. */
  readonly identities: readonly string[];
  readonly groups: readonly string[];
}

/** Everybody whom the CDP knows, without asking by its API. */
export function customersIn(sandbox: Sandbox): readonly Customer[] {
  const all: Customer[] = [];
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '500', ...(after !== undefined && { after }) });
    const answer = sandbox.handle({ method: 'GET', path: '/sandbox/customers', query, headers: {}, body: '' });
    const { data } = page.parse(parseJson(answer.body));
    for (const { id, profile, identities, groups } of data.customers) {
      all.push({
        id,
        city: profile['city'],
        identities: identities.map((pair) => `${pair.identityType}=${pair.identityValue}`).toSorted(),
        groups: groups.map(({ name }) => name).toSorted(),
      });
    }
    after = data.next ?? undefined;
  } while (after !== undefined);
  return all;
}
