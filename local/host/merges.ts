import * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import type { CalledSandbox } from './sandbox-transport.ts';

const merge = z.object({ loser: z.string(), survivor: z.string(), mergedAt: z.string() });
const recorded = z.extend(merge, { undoneAt: z.nullable(z.string()) });
const listing = z.object({ data: z.object({ merges: z.array(recorded), next: z.nullable(z.number()) }) });

export type Merge = z.infer<typeof merge>;

/** All merges of the sandbox that stand, oldest first; none when the CDP is another one. */
export async function mergesOf(sandbox: CalledSandbox): Promise<Merge[]> {
  const merges: Merge[] = [];
  for (let after: number | null = 0; after !== null;) {
    const query = new URLSearchParams({ limit: '1000', after: String(after) });
    const answer = await sandbox.handle({ method: 'GET', path: '/sandbox/merges', query, headers: {}, body: '' });
    const { data } = listing.parse(parseJson(answer.body));
    for (const { undoneAt, ...one } of data.merges) if (undoneAt === null) merges.push(one);
    after = data.next;
  }
  return merges;
}

/** The customer and everybody who became part of it, however many merges ago. */
export function withMerged(customer: string, merges: readonly Merge[]): ReadonlySet<string> {
  const all = new Set([customer]);
  // The newest first: who was merged into a later loser was merged before it.
  for (const { loser, survivor } of merges.toReversed()) if (all.has(survivor)) all.add(loser);
  return all;
}
