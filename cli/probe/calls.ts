import type { EndpointName, IdentityPair } from '../../functions/shared/cdp/contract.ts';
import { customerId, type CustomerId } from '../../functions/shared/cdp/ids.ts';
import { isJsonObject, type Json, type JsonObject, rawInteger, scalar } from '../../functions/shared/json/lossless.ts';
import { answerLine, describeAnswer, isNothing } from './evidence.ts';
import { type TenantAnswer, type ProbeCall, type Dialogue, Unclear } from './interview.ts';
import { patternOf } from './messages.ts';

export type Plain = Extract<TenantAnswer, { readonly kind: 'data' | 'refused' }>;

/** Carried out or refused. A refusal counts when it is said twice: one alone may be the moment's. */
export function* askTenant(call: ProbeCall): Dialogue<Plain> {
  const answer = yield* answerTo(call);
  if (answer.kind === 'data' || answer.kind === 'refused') return answer;
  throw new Unclear(answerLine(call.endpoint, answer));
}

/** Whatever is answered; anything but a call carried out counts when it is answered twice. */
export function* answerTo(call: ProbeCall): Dialogue<TenantAnswer> {
  const first = yield call;
  if (first.kind === 'data') return first;
  const second = yield call;
  if (isSameAnswer(first, second)) return first;
  const [before, after] = [describeAnswer(first), describeAnswer(second)];
  throw new Unclear({
    en: `${call.endpoint}: first ${before.en}, then ${after.en}`,
    zh: `${call.endpoint}：先是 ${before.zh}，后是 ${after.zh}`,
  });
}

const MOST_TRIES = 4;

/** The same without an end to the question: the last answer when no two in a row agree. */
export function* patientAnswer(call: ProbeCall): Dialogue<TenantAnswer> {
  let answer = yield call;
  for (let times = 1; times < MOST_TRIES && answer.kind !== 'data'; times += 1) {
    const before = answer;
    answer = yield call;
    if (isSameAnswer(before, answer)) break;
  }
  return answer;
}

function isSameAnswer(one: TenantAnswer, other: TenantAnswer): boolean {
  if (one.kind === 'refused' && other.kind === 'refused') return patternOf(one.msg, []) === patternOf(other.msg, []);
  return one.kind === 'status' && other.kind === 'status' && one.status === other.status;
}

/** The end of a question whose call was to be carried out. */
export function refused(call: ProbeCall, answer: TenantAnswer): Unclear {
  return new Unclear(answerLine({ en: `${call.endpoint} was refused`, zh: `${call.endpoint} 被拒绝` }, answer));
}

/** `data` of a call that is expected to be carried out. */
export function* carriedOut(call: ProbeCall): Dialogue<Json> {
  const answer = yield* askTenant(call);
  if (answer.kind === 'data') return answer.data;
  throw refused(call, answer);
}

/** What the documents require and the probe does not know (Q10). */
const nothingKnown = { email: '', emailVerified: 0, gender: 0 };
const strategies = { identityPriorityStrategy: 'custom', targetCustomerStrategy: 'identityFirst' } as const;

export interface UpsertCall {
  readonly autoMerge?: boolean;
  /** Fields of the body beside the required ones. */
  readonly fields?: object;
}

/** C2 with the strategies in both places (Q02). */
export function upsertCall(
  identityList: readonly IdentityPair[],
  { autoMerge = false, fields }: UpsertCall = {},
): ProbeCall {
  return {
    endpoint: 'createCustomerByIdentity',
    query: { ...strategies, autoMerge: String(autoMerge) },
    body: { ...nothingKnown, ...strategies, autoMerge, ...fields, identityList },
  };
}

/** The customer whom a C2 leads to. */
export function* upsert(identityList: readonly IdentityPair[], options?: UpsertCall): Dialogue<CustomerId> {
  return readId('createCustomerByIdentity', yield* carriedOut(upsertCall(identityList, options)));
}

export function readId(endpoint: EndpointName, data: Json): CustomerId {
  const id = customerId(data);
  if (id === undefined)
    throw new Unclear({ en: `${endpoint} answered without an id`, zh: `${endpoint} 的应答没有 ID` });
  return id;
}

export function ownerCall(pair: IdentityPair): ProbeCall {
  return { endpoint: 'getCustomerIdByIdentityList', body: { identityList: [pair] } };
}

/** Who has the identity; a refusal counts as nobody (Q05). */
export function* ownerOf(pair: IdentityPair): Dialogue<CustomerId | undefined> {
  const answer = yield* askTenant(ownerCall(pair));
  if (answer.kind === 'refused' || isNothing(answer.data)) return undefined;
  return readId('getCustomerIdByIdentityList', answer.data);
}

export function infoCall(customer: string): ProbeCall {
  return { endpoint: 'customerInfo', query: { customerId: customer } };
}

/** C3 about a customer who is there. */
export function* infoOf(customer: CustomerId): Dialogue<JsonObject> {
  const data = yield* carriedOut(infoCall(customer));
  if (isJsonObject(data)) return data;
  throw new Unclear({
    en: 'customerInfo said nothing about a customer who is there',
    zh: 'customerInfo 没有返回存在的客户',
  });
}

export function pairsIn(info: JsonObject): readonly IdentityPair[] {
  return listCall(info['identityList']).flatMap((pair) => {
    const identityType = isJsonObject(pair) ? scalar(pair['identityType']) : undefined;
    const identityValue = isJsonObject(pair) ? scalar(pair['identityValue']) : undefined;
    return identityType !== undefined && identityValue !== undefined ? [{ identityType, identityValue }] : [];
  });
}

export function has(info: JsonObject, pair: IdentityPair): boolean {
  return pairsIn(info).some((one) => isSame(one, pair));
}

export function isSame(one: IdentityPair, other: IdentityPair): boolean {
  return one.identityType === other.identityType && one.identityValue === other.identityValue;
}

/** C9 for one attribute, as it came. */
export function attributeCall(customer: CustomerId, key: string): ProbeCall {
  return {
    endpoint: 'queryAttrValuesByCustomerId',
    body: { customerId: rawInteger(customer), attrKeyList: [key] },
  };
}

/** Q28: from a list of one or an object. Undefined where the answer holds no such value. */
export function attributeIn(data: Json, key: string): string | undefined {
  const [first] = Array.isArray(data) ? listCall(data) : [data];
  const attributes = isJsonObject(first) ? listCall(first['attrList']) : [];
  const attribute = attributes.find((one) => isJsonObject(one) && scalar(one['attrKey']) === key);
  return isJsonObject(attribute) ? scalar(attribute['attrValue']) : undefined;
}

export function listCall(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
