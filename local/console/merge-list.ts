import * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

const merge = z.object({
  sequence: z.number(),
  loser: z.string(),
  survivor: z.string(),
  mergedAt: z.string(),
  undoneAt: z.nullable(z.string()),
});
const listing = z.object({ data: z.object({ merges: z.array(merge), next: z.nullable(z.number()) }) });
export type ListedMerge = z.infer<typeof merge>;

/** All merges of the sandbox, those that were undone too, the oldest first; none when the CDP is another one. */
export function allMerges(sandbox: Sandbox): ListedMerge[] {
  const merges: ListedMerge[] = [];
  for (let after: number | null = 0; after !== null;) {
    const query = new URLSearchParams({ limit: '1000', after: String(after) });
    const { body } = sandbox.handle({ method: 'GET', path: '/sandbox/merges', query, headers: {}, body: '' });
    const { data } = listing.parse(parseJson(body));
    merges.push(...data.merges);
    after = data.next;
  }
  return merges;
}

const answer = z.object({ code: z.number(), msg: z.string() });

/** Takes a merge back, or says what contradicts. */
export function undoListedMerge(
  sequence: number,
  sandbox: Sandbox,
): { readonly ok: true } | { readonly ok: false; readonly error: string } {
  const { body } = sandbox.handle({
    method: 'POST',
    path: '/sandbox/merges/undo',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sequence }),
  });
  const { code, msg } = answer.parse(parseJson(body));
  return code === 0 ? { ok: true } : { ok: false, error: msg };
}
