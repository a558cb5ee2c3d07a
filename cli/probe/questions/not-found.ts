import type { EndpointName, IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import { customerId } from '../../../functions/shared/cdp/ids.ts';
import { askTenant, attributeCall, carriedOut, infoCall, ownerCall } from '../calls.ts';
import { isNothing } from '../evidence.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found, Unclear } from '../interview.ts';
import type { Heard } from '../messages.ts';
import { emptyPage } from './page.ts';

/** Near the end of 64 bits: no sequence has come so far. */
const NOBODY = customerId('9223372036854775806');

/** Q05: how the reads answer about a customer who does not exist. @param identity of nobody */
export function* notFound(identity: IdentityPair | undefined, heard: Heard): Dialogue<readonly ProbeFinding[]> {
  // With the same permission: a refusal of the others is not for want of it.
  yield* carriedOut(emptyPage(1));
  const nulls: EndpointName[] = [];
  const refusals: EndpointName[] = [];
  for (const { call, sent } of readsAboutNobody(identity)) {
    const answer = yield* askTenant(call);
    if (answer.kind === 'refused') {
      heard.note('notFound', answer.msg, ...sent);
      refusals.push(call.endpoint);
    } else if (isNothing(answer.data)) nulls.push(call.endpoint);
    else
      throw new Unclear({
        en: `${call.endpoint} answered with data about a customer who does not exist`,
        zh: `${call.endpoint} 返回了不存在的客户的数据`,
      });
  }
  const evidence = {
    en: listed([
      ['code 0 and no data: ', nulls.join(', ')],
      ['code -1: ', refusals.join(', ')],
    ]).join('; '),
    zh: listed([
      ['code 0，没有数据：', nulls.join('、')],
      ['code -1：', refusals.join('、')],
    ]).join('；'),
  };
  const both = nulls.length > 0 && refusals.length > 0;
  return [found('notFound', both ? 'undecided' : refusals.length > 0 ? 'refuse' : 'null', evidence)];
}

const listed = (parts: readonly (readonly [string, string])[]): readonly string[] =>
  parts.filter(([, names]) => names !== '').map(([before, names]) => before + names);

function readsAboutNobody(
  identity: IdentityPair | undefined,
): readonly { readonly call: ProbeCall; readonly sent: readonly string[] }[] {
  if (NOBODY === undefined) return [];
  const byId = [infoCall(NOBODY), attributeCall(NOBODY, 'name')].map((call) => ({ call, sent: [NOBODY] }));
  if (identity === undefined) return byId;
  const byIdentity: readonly ProbeCall[] = [
    ownerCall(identity),
    { endpoint: 'getCustomerIdByCustomerIdentity', body: identity },
  ];
  const { identityType, identityValue } = identity;
  return [...byId, ...byIdentity.map((call) => ({ call, sent: [identityValue, identityType] }))];
}
