import * as z from 'zod/mini';
import type { Ledger } from '../functions/shared/ports/ports.ts';
import type { CaseDetails } from './cases.ts';

type Side = CaseDetails['customers'][number];

const claim = z.object({
  customer: z.optional(z.string()),
  proved: z.optional(z.unknown()),
  recorded: z.optional(z.unknown()),
});
const identity = z.object({ owner: z.optional(z.string()), claims: z.array(claim) });
const customer = z.object({ alias: z.optional(z.string()) });
const ALIASES_FOLLOWED = 5;

/** Whom delivery knows a contact to belong to, by the ids that they have today. Empty where the case is about no contact. */
export async function sidesOf(key: string, ledger: Ledger): Promise<readonly Side[]> {
  const record = (await ledger.read([`i:${key}`])).get(`i:${key}`);
  if (!record) return [];
  const { owner, claims } = identity.parse(JSON.parse(record.state));
  const named: Side[] = [
    ...(owner === undefined ? [] : [{ id: owner, says: 'owner' } as const]),
    ...claims.flatMap(({ customer: id, proved, recorded }): Side[] => {
      if (id === undefined) return [];
      return [{ id, says: proved !== undefined || recorded !== undefined ? 'proved' : 'typed' }];
    }),
  ];
  return unique(await ofToday(named, ledger));
}

/** By the ids that customers have today. */
export async function ofToday(sides: readonly Side[], ledger: Ledger): Promise<readonly Side[]> {
  const aliases = new Map<string, string>();
  let wanted = [...new Set(sides.map(({ id }) => id))];
  for (let hop = 0; hop < ALIASES_FOLLOWED && wanted.length > 0; hop++) {
    const records = await ledger.read(wanted.map((id) => `c:${id}`));
    wanted = wanted.flatMap((id) => {
      const record = records.get(`c:${id}`);
      const { alias } = record ? customer.parse(JSON.parse(record.state)) : {};
      if (alias === undefined || aliases.has(id)) return [];
      aliases.set(id, alias);
      return [alias];
    });
  }
  const follow = (id: string): string => {
    let found = id;
    for (let hop = 0; hop < ALIASES_FOLLOWED; hop++) found = aliases.get(found) ?? found;
    return found;
  };
  return sides.map(({ id, says }) => ({ id: follow(id), says }));
}

/** Each once, as it was first said. */
export function unique(sides: readonly Side[]): readonly Side[] {
  const byId = new Map<string, Side>();
  for (const side of sides) if (!byId.has(side.id)) byId.set(side.id, side);
  return [...byId.values()];
}
