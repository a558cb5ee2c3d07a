import type { IdentityItem } from '../shared/identity/identity-item.ts';
import type { UpsertContext } from './context.ts';

const ALIASES_FOLLOWED = 5;

/** Whoever has claimed it or given it up. Each may be part of another by now, whose claim it is then. */
export function customersIn({ claims, released }: IdentityItem): readonly string[] {
  return [...claims, ...released].flatMap(({ customer }) => customer ?? []);
}

/** Customers who have become part of another, by the items of these customers, which are loaded. */
export async function aliasesOf(
  ids: readonly string[],
  { session }: Pick<UpsertContext, 'session'>,
): Promise<Map<string, string>> {
  const aliases = new Map<string, string>();
  let wanted = [...new Set(ids)];
  for (let hop = 0; wanted.length > 0 && hop <= ALIASES_FOLLOWED; hop++) {
    await session.load({ customers: wanted });
    const next = wanted.flatMap((id) => {
      const alias = session.customers.get(id)?.alias;
      if (alias !== undefined) aliases.set(id, alias);
      return alias ?? [];
    });
    wanted = next.filter((id) => !aliases.has(id));
  }
  return aliases;
}

export function follow(customer: string, aliases: ReadonlyMap<string, string>): string {
  let id = customer;
  for (let hop = 0; hop < ALIASES_FOLLOWED; hop++) id = aliases.get(id) ?? id;
  return id;
}
