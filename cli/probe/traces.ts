import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';
import { customerId, type CustomerId, folderId, type FolderId } from '../../functions/shared/cdp/ids.ts';
import { isJsonObject, type Json, scalar } from '../../functions/shared/json/lossless.ts';
import { listCall } from './calls.ts';
import type { TenantAnswer, ProbeCall, Exchange } from './interview.ts';

/** What a run may have made so far, noted before each call: also what a call made whose answer was lost. */
export interface Traces {
  /** Every identity that was sent to be linked. */
  readonly identities: readonly IdentityPair[];
  readonly customers: ReadonlySet<CustomerId>;
  /** Names of folders. */
  readonly folders: ReadonlyMap<string, FolderId | undefined>;
}

export interface TraceLog extends Traces {
  /** Before the call. */
  sending(call: ProbeCall | Exchange): void;
  received(call: ProbeCall | Exchange, answer: TenantAnswer): void;
}

export function traceLog(mobileCode: string | undefined): TraceLog {
  const identities = new Map<string, IdentityPair>();
  const customers = new Set<CustomerId>();
  const folders = new Map<string, FolderId | undefined>();
  const add = (pair: IdentityPair) => identities.set(JSON.stringify([pair.identityType, pair.identityValue]), pair);
  return {
    get identities() {
      return [...identities.values()];
    },
    customers,
    folders,
    sending(call) {
      const body = 'body' in call ? (call.body as Readonly<Record<string, Json>>) : {};
      if (call.endpoint === 'createCustomerByIdentity') for (const pair of pairsIn(body)) add(pair);
      const mobile = scalar(body['mobile']);
      if (call.endpoint === 'customerAdd' && mobileCode !== undefined && mobile !== undefined)
        add({ identityType: mobileCode, identityValue: mobile });
      const name = scalar(body['name']);
      if (call.endpoint === 'groupAdd' && name !== undefined) folders.set(name, undefined);
    },
    received(call, answer) {
      if (answer.kind !== 'data') return;
      if (call.endpoint === 'createCustomerByIdentity' || call.endpoint === 'customerAdd') {
        const id = customerId(answer.data);
        if (id !== undefined) customers.add(id);
      }
      if (call.endpoint === 'groupAdd') {
        const name = 'body' in call ? scalar((call.body as Readonly<Record<string, Json>>)['name']) : undefined;
        if (name !== undefined) folders.set(name, folderId(answer.data));
      }
    },
  };
}

function pairsIn(body: Readonly<Record<string, Json>>): readonly IdentityPair[] {
  return listCall(body['identityList']).flatMap((pair) => {
    const identityType = isJsonObject(pair) ? scalar(pair['identityType']) : undefined;
    const identityValue = isJsonObject(pair) ? scalar(pair['identityValue']) : undefined;
    return identityType !== undefined && identityValue !== undefined ? [{ identityType, identityValue }] : [];
  });
}
