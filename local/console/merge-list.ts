import * as z from 'zod/mini';
import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import type { CalledSandbox } from '../host/sandbox-transport.ts';

const merge = z.object({
  sequence: z.number(),
  loser: z.string(),
  survivor: z.string(),
  mergedAt: z.string(),
  undoneAt: z.nullable(z.string()),
  movedIdentities: z.array(z.object({ identityType: z.string(), identityValue: z.string() })),
});
const listing = z.object({ data: z.object({ merges: z.array(merge), next: z.nullable(z.number()) }) });
export type ListedMerge = z.infer<typeof merge>;

/** All merges of the sandbox, those that were undone too, the oldest first; none when the CDP is another one. */
export async function allMerges(sandbox: CalledSandbox): Promise<ListedMerge[]> {
  const merges: ListedMerge[] = [];
  for (let after: number | null = 0; after !== null;) {
    const query = new URLSearchParams({ limit: '1000', after: String(after) });
    const { body } = await sandbox.handle({ method: 'GET', path: '/sandbox/merges', query, headers: {}, body: '' });
    const { data } = listing.parse(parseJson(body));
    merges.push(...data.merges);
    after = data.next;
  }
  return merges;
}

/** Those that nobody has taken back. */
export async function standingMerges(sandbox: CalledSandbox): Promise<ListedMerge[]> {
  return (await allMerges(sandbox)).filter(({ undoneAt }) => undoneAt === null);
}

const answer = z.object({ code: z.number(), msg: z.string() });

type Done = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** Takes a merge back, or says what contradicts. */
export function undoListedMerge(sequence: number, sandbox: CalledSandbox): Promise<Done> {
  return order('/sandbox/merges/undo', { sequence }, sandbox);
}

/** Whether a merge could be taken back; nothing is changed. */
export async function canUndoListedMerge(sequence: number, sandbox: CalledSandbox): Promise<boolean> {
  return (await order('/sandbox/merges/undo', { sequence, dryRun: true }, sandbox)).ok;
}

/** Takes identities from a customer, as somebody does by hand in a tenant. */
export function releaseIdentities(
  customerId: string,
  identityList: readonly IdentityPair[],
  sandbox: CalledSandbox,
): Promise<Done> {
  return order('/sandbox/identities/release', { customerId, identityList }, sandbox);
}

async function order(path: string, body: object, sandbox: CalledSandbox): Promise<Done> {
  const query = new URLSearchParams();
  const headers = { 'content-type': 'application/json' };
  const answered = await sandbox.handle({ method: 'POST', path, query, headers, body: JSON.stringify(body) });
  const { code, msg } = answer.parse(parseJson(answered.body));
  return code === 0 ? { ok: true } : { ok: false, error: msg };
}
