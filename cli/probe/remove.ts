import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';
import { customerId, type CustomerId, folderId } from '../../functions/shared/cdp/ids.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { isJsonObject, type Json, rawInteger, scalar } from '../../functions/shared/json/lossless.ts';
import { pairsIn, infoCall, listCall, ownerCall, patientAnswer } from './calls.ts';
import { answerLine, stated, isNothing } from './evidence.ts';
import type { TenantAnswer, ProbeCall, Dialogue } from './interview.ts';
import type { Traces } from './traces.ts';

/** Removes what a run made. @returns what is still there, or may be, in words */
export function* removeTraces(traces: Traces): Dialogue<readonly Localized[]> {
  const left: Localized[] = [];
  for (const customer of traces.customers) left.push(...(yield* removeCustomer(customer, traces)));
  // A call whose answer was lost made a customer whose id nobody knows.
  for (const pair of traces.identities) left.push(...(yield* removeOwner(pair, traces)));
  if (traces.folders.size > 0) left.push(...(yield* removeFolders(traces)));
  return [...new Map(left.map((one) => [one.en, one])).values()];
}

function* removeOwner(pair: IdentityPair, traces: Traces): Dialogue<readonly Localized[]> {
  const answer = yield* patientAnswer(ownerCall(pair));
  if (isGone(answer)) return [];
  const owner = answer.kind === 'data' ? customerId(answer.data) : undefined;
  if (owner === undefined)
    return [
      answerLine(
        {
          en: `perhaps a customer with the ${pair.identityType} ${pair.identityValue}`,
          zh: `可能有一个客户，其 ${pair.identityType} 为 ${pair.identityValue}`,
        },
        answer,
      ),
    ];
  return yield* removeCustomer(owner, traces);
}

/** A customer who carries an identity that the run did not make is somebody's, and stays. */
export function* removeCustomer(customer: CustomerId, traces: Traces): Dialogue<readonly Localized[]> {
  const info = yield* patientAnswer(infoCall(customer));
  if (isGone(info)) return [];
  if (info.kind !== 'data' || !isJsonObject(info.data)) return [answerLine(named(customer), info)];
  const held = pairsIn(info.data);
  if (held.length === 0)
    return [stated(named(customer), { en: 'the CDP does not say whose it is', zh: 'CDP 没有说明它有哪些身份' })];
  if (!held.every((pair) => isOwn(pair, traces)))
    return [
      stated(named(customer), {
        en: 'it has an identity that the probe did not send; look at it, the probe wrote to it',
        zh: '它有一个不是探测发出的身份；探测写过这个客户，请查看',
      }),
    ];
  const answer = yield* patientAnswer({ endpoint: 'singleDelete', query: { customerId: customer } });
  if (answer.kind === 'data' || isGone(yield* patientAnswer(infoCall(customer)))) return [];
  // Of a merged customer the read was about the survivor, which goes in its own turn.
  for (const pair of held) {
    const owner = yield* patientAnswer(ownerCall(pair));
    if (owner.kind === 'data' && !isNothing(owner.data) && customerId(owner.data) !== customer) return [];
  }
  return [answerLine(named(customer), answer)];
}

const named = (customer: CustomerId): Localized => ({ en: `customer ${customer}`, zh: `客户 ${customer}` });

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

function* removeFolders({ folders }: Traces): Dialogue<readonly Localized[]> {
  for (const [, id] of yield* foldersNamed(folders)) {
    for (const businessType of ['customer_group', 'customer_label']) {
      if (businessType === 'customer_label' && !isOnlyOnce(id)) continue;
      if ((yield* patientAnswer(deleteFolder(id, businessType))).kind === 'data') break;
    }
  }
  // Also where an answer was lost that said so: what counts is what the tree shows.
  return (yield* foldersNamed(folders)).map(([name, id]) => ({
    en: `folder ${name} (${id})`,
    zh: `文件夹 ${name}（${id}）`,
  }));
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
