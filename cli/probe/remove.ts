import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';
import { customerId, type CustomerId, folderId } from '../../functions/shared/cdp/ids.ts';
import { isJsonObject, type Json, rawInteger, scalar } from '../../functions/shared/json/lossless.ts';
import { describeAnswer, pairsIn, infoCall, isNothing, listCall, ownerCall, patientAnswer } from './calls.ts';
import type { TenantAnswer, ProbeCall, Dialogue } from './interview.ts';
import type { Traces } from './traces.ts';

/** Removes what a run made. @returns what is still there, or may be, in words */
export function* removeTraces(traces: Traces): Dialogue<readonly string[]> {
  const left: string[] = [];
  for (const customer of traces.customers) left.push(...(yield* removeCustomer(customer, traces)));
  // A call whose answer was lost made a customer whose id nobody knows.
  for (const pair of traces.identities) left.push(...(yield* removeOwner(pair, traces)));
  if (traces.folders.size > 0) left.push(...(yield* removeFolders(traces)));
  return [...new Set(left)];
}

function* removeOwner(pair: IdentityPair, traces: Traces): Dialogue<readonly string[]> {
  const answer = yield* patientAnswer(ownerCall(pair));
  if (isGone(answer)) return [];
  const owner = answer.kind === 'data' ? customerId(answer.data) : undefined;
  if (owner === undefined)
    return [`perhaps a customer with the ${pair.identityType} ${pair.identityValue}: ${describeAnswer(answer)}`];
  return yield* removeCustomer(owner, traces);
}

/** A customer who carries an identity that the run did not make is somebody's, and stays. */
export function* removeCustomer(customer: CustomerId, traces: Traces): Dialogue<readonly string[]> {
  const info = yield* patientAnswer(infoCall(customer));
  if (isGone(info)) return [];
  if (info.kind !== 'data' || !isJsonObject(info.data)) return [`customer ${customer}: ${describeAnswer(info)}`];
  const held = pairsIn(info.data);
  if (held.length === 0) return [`customer ${customer}: the CDP does not say whose it is`];
  if (!held.every((pair) => isOwn(pair, traces)))
    return [`customer ${customer}: it has an identity that the probe did not send; look at it, the probe wrote to it`];
  const answer = yield* patientAnswer({ endpoint: 'singleDelete', query: { customerId: customer } });
  if (answer.kind === 'data' || isGone(yield* patientAnswer(infoCall(customer)))) return [];
  // Of a merged customer the read was about the survivor, which goes in its own turn.
  for (const pair of held) {
    const owner = yield* patientAnswer(ownerCall(pair));
    if (owner.kind === 'data' && !isNothing(owner.data) && customerId(owner.data) !== customer) return [];
  }
  return [`customer ${customer}: ${describeAnswer(answer)}`];
}

function isGone(answer: TenantAnswer): boolean {
  return answer.kind === 'refused' || (answer.kind === 'data' && isNothing(answer.data));
}

/** As it was sent, or with its letters or separators in the tenant's own form. */
function isOwn({ identityValue }: IdentityPair, { identities }: Traces): boolean {
  const digits = identityValue.replaceAll(/\D/g, '');
  return identities.some(({ identityValue: sent }) => {
    const [mark] = /guiyi-probe-[0-9a-f]{16}/.exec(sent) ?? [];
    if (mark !== undefined) return identityValue.toLowerCase().includes(mark);
    return digits.length >= 11 && sent.replaceAll(/\D/g, '') === digits;
  });
}

function* removeFolders({ folders }: Traces): Dialogue<readonly string[]> {
  for (const [, id] of yield* foldersNamed(folders)) {
    for (const businessType of ['customer_group', 'customer_label']) {
      if (businessType === 'customer_label' && !isOnlyOnce(id)) continue;
      if ((yield* patientAnswer(deleteFolder(id, businessType))).kind === 'data') break;
    }
  }
  // Also where an answer was lost that said so: what counts is what the tree shows.
  return (yield* foldersNamed(folders)).map(([name, id]) => `folder ${name} (${id})`);
}

/** The folders of the run that the tree shows, with their ids. */
function* foldersNamed(names: Traces['folders']): Dialogue<readonly (readonly [string, string])[]> {
  const answer = yield* patientAnswer({ endpoint: 'queryTreeFormList', query: { businessType: 'customer_group' } });
  if (answer.kind !== 'data')
    return [...names].flatMap(([name, id]) => (id === undefined ? [] : [[name, id] as const]));
  return everyFolder(answer.data).flatMap((folder) => {
    const name = isJsonObject(folder) ? scalar(folder['name']) : undefined;
    const id = isJsonObject(folder) ? folderId(folder['id']) : undefined;
    return name !== undefined && id !== undefined && names.has(name) ? [[name, id] as const] : [];
  });
}

function everyFolder(tree: Json): readonly Json[] {
  return listCall(tree).flatMap((folder) => [
    folder,
    ...everyFolder(isJsonObject(folder) ? (folder['subList'] ?? []) : []),
  ]);
}

export function deleteFolder(id: string, businessType: string): ProbeCall {
  return { endpoint: 'groupDelete', body: { businessType, commonGroupId: rawInteger(id) } };
}

/**
 * Is no other thing of the tenant likely to have the same id? Q33: `customer_label` names another tree, and an id that a
 * table counted up may be a folder's in both.
 */
export function isOnlyOnce(id: string): boolean {
  return id.length >= 15;
}
