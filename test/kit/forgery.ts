import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeWebhook } from '../../functions/compose.ts';
import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { demoConfig } from './demo.ts';
import { anyEdit, type Edit, edited, forging } from './fuzz.ts';
import { gatewayEvent } from './gateway.ts';
import { MemoryArchive, MemorySecrets } from './ports.ts';
import { context } from './sqs.ts';

/** What is forged of a source, and what of its requests is signed. */
export interface Forged {
  readonly connection: ConnectionConfig;
  readonly secret: object;
  /** At least two that differ; each is accepted, and something is queued of it. */
  readonly genuine: readonly WebhookRequest[];
  /** Headers that carry the proof; the body is part of what it covers, unless `unsignedBody` says otherwise. */
  readonly proof: readonly string[];
  /** Is the query part of the proof? Then whether two say the same. */
  readonly isSameQuery?: (one: string, other: string) => boolean;
  /** Nothing covers the body: whoever has the proof may say anything. */
  readonly unsignedBody?: true;
  readonly statuses: readonly number[];
  /** A changed request that proves nothing and is answered all the same, with nothing queued: a platform's own check. */
  readonly harmless?: (request: WebhookRequest) => boolean;
  /** Does another spelling of a body say the same? Default: none does. */
  readonly isSameBody?: (one: string, other: string) => boolean;
  /** Does another spelling of a proof say the same? */
  readonly isSameProof?: (one: string, other: string) => boolean;
}

/** One way to change a request. All but the last change what is signed, or the proof. */
type Change =
  | { readonly kind: 'body'; readonly edits: readonly Edit[] }
  | { readonly kind: 'proof'; readonly pick: number; readonly edit: Edit }
  | { readonly kind: 'query'; readonly edit: Edit }
  | { readonly kind: 'missing'; readonly pick: number }
  | { readonly kind: 'graft'; readonly from: number; readonly pick: number }
  | { readonly kind: 'method'; readonly method: string }
  | { readonly kind: 'beside'; readonly text: string; readonly encoding: 'utf8' | 'base64' };

function anyChange({ proof, isSameQuery }: Forged): fc.Arbitrary<Change> {
  const changes: fc.Arbitrary<Change>[] = [
    fc.record({ kind: fc.constant('body' as const), edits: fc.array(anyEdit, { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('method' as const), method: fc.constantFrom('GET', 'PUT', 'HEAD', 'post', '') }),
    fc.record({
      kind: fc.constant('beside' as const),
      text: fc.stringMatching(/^[A-Za-z0-9]{0,20}$/),
      encoding: fc.constantFrom('utf8', 'base64'),
    }),
  ];
  if (isSameQuery) changes.push(fc.record({ kind: fc.constant('query' as const), edit: anyEdit }));
  if (proof.length > 0) {
    const pick = fc.nat({ max: proof.length - 1 });
    changes.push(
      fc.record({ kind: fc.constant('proof' as const), pick, edit: anyEdit }),
      fc.record({ kind: fc.constant('missing' as const), pick }),
      fc.record({ kind: fc.constant('graft' as const), from: fc.nat(), pick }),
    );
  }
  return fc.oneof(...changes);
}

/** Undefined where the change changes nothing. */
function changed(request: WebhookRequest, change: Change, forged: Forged): WebhookRequest | undefined {
  const body = Buffer.from(request.body).toString('latin1');
  const withProof = (pick: number, value: string) => {
    const name = forged.proof[pick] ?? '';
    const before = request.headers[name] ?? '';
    if (value === before || forged.isSameProof?.(value, before)) return undefined;
    return { ...request, headers: { ...request.headers, [name]: value } };
  };
  switch (change.kind) {
    case 'body': {
      const text = change.edits.reduce((before, edit) => edited(before, edit), body);
      return text === body || forged.isSameBody?.(text, body)
        ? undefined
        : { ...request, body: Buffer.from(text, 'latin1') };
    }
    case 'proof':
      return withProof(change.pick, edited(request.headers[forged.proof[change.pick] ?? ''] ?? '', change.edit));
    case 'query': {
      const rawQuery = edited(request.rawQuery, change.edit);
      return rawQuery === request.rawQuery || forged.isSameQuery?.(rawQuery, request.rawQuery)
        ? undefined
        : { ...request, rawQuery };
    }
    case 'missing':
      return withProof(change.pick, '');
    case 'graft': {
      const other = forged.genuine[change.from % forged.genuine.length];
      return withProof(change.pick, other?.headers[forged.proof[change.pick] ?? ''] ?? '');
    }
    case 'method':
      return { ...request, method: change.method };
    case 'beside':
      return {
        ...request,
        rawQuery: forged.isSameQuery ? `${request.rawQuery}&a=${change.text}` : `a=${change.text}`,
        headers: { ...request.headers, 'content-type': change.text, 'x-forwarded-for': change.text },
      };
  }
}

/** The real front door; tells what it answered, queued and kept. */
function openDoor({ connection, secret }: Forged) {
  let queued: string | undefined;
  const archive = new MemoryArchive();
  const handler = composeWebhook({
    config: demoConfig({ connections: { shop: connection }, groups: {} }),
    queue: {
      send: async (messages) => {
        queued = messages.length === 0 ? undefined : JSON.stringify(messages.map(({ body }) => body));
      },
    },
    archive,
    secrets: new MemorySecrets({ shop: secret }),
    clock: () => 0,
    log: () => undefined,
  });
  const kept = () => archive.objects.size;
  const knock = async (request: WebhookRequest, encoding: 'utf8' | 'base64' = 'base64') => {
    queued = undefined;
    const { statusCode: status = 0 } = await handler(gatewayEvent('shop', request, encoding), context());
    return { status, queued, kept: kept() };
  };
  return { knock, kept };
}

/** Forges requests of a source by the thousand: nothing changed gets in, and nothing makes the front door stumble. */
export function testForgeries(forged: Forged, slice = 1000): void {
  const { numRuns, seed } = forging(slice);
  const { source } = forged.connection;
  test(`${source}: no forged request gets in, and none makes us stumble`, async () => {
    const door = openDoor(forged);
    const originals: string[] = [];
    for (const request of forged.genuine) {
      const { status, queued } = await door.knock(request);
      if (status !== 200 || queued === undefined) throw new Error('a genuine request gets in');
      originals.push(queued);
    }
    expect(new Set(originals).size).toBe(originals.length);
    const seen: Record<string, number> = {};
    const property = fc.asyncProperty(fc.nat(), anyChange(forged), async (pick, change) => {
      const index = pick % forged.genuine.length;
      const original = forged.genuine[index];
      const request = original && changed(original, change, forged);
      if (!request) return;
      const before = door.kept();
      const { status, queued, kept } = await door.knock(request, change.kind === 'beside' ? change.encoding : 'base64');
      const key = `${change.kind} ${status}`;
      seen[key] = (seen[key] ?? 0) + 1;
      const told = JSON.stringify({ change, ...request, body: Buffer.from(request.body).toString('latin1') });
      if (change.kind === 'body' && forged.unsignedBody) {
        expect(status, told).toBe(200);
        return;
      }
      expect(kept - before, told).toBe(0);
      expect(queued, told).toBe(change.kind === 'beside' ? originals[index] : undefined);
      if (change.kind === 'beside') expect(status, told).toBe(200);
      else if (status !== 200 || forged.harmless?.(request) !== true) expect(forged.statuses, told).toContain(status);
    });
    await fc.assert(property, { numRuns, seed });
    process.stdout.write(`${source}, ${numRuns} forged requests, seed ${seed}: ${JSON.stringify(seen)}\n`);
    expect(seen['beside 200']).toBeGreaterThan(numRuns / 20);
    expect(Object.keys(seen).some((key) => /^(?:body|query|proof) 4/.test(key))).toBe(true);
  });
}
