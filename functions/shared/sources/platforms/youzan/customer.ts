import type { Identity } from '../../../identity/identity.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { identityOf, contactCandidate, discardedCandidate } from '../../contact-candidate.ts';
import { identified, ignored, withoutIdentity } from '../../outcomes.ts';
import { isPresent } from '../../present.ts';
import type { Identification, Ignored } from '../../source.ts';
import { customerMessageOf, type Named } from './customer-message.ts';
import type { Tells } from './events.ts';
import { type YouzanIdentities, youzanId } from './fields.ts';
import type { YouzanOptions } from './receive.ts';

/** What a message of the customer generation says. @param region of the connection, for national numbers */
export function identifyCustomer(
  type: string,
  tells: Tells,
  data: JsonObject,
  { onMerge }: YouzanOptions,
  region: string | undefined,
): Identification | Ignored {
  // The envelope signs its type; a body by itself proves no more than it holds.
  const isEnvelope = isJsonObject(data['msg']);
  const at = isEnvelope ? 'msg.' : '';
  const message = customerMessageOf(isJsonObject(data['msg']) ? data['msg'] : data);
  const memberAt = (named: Named | undefined): YouzanIdentities =>
    named ? youzanId(`${at}${named.name}`, named.value) : { identities: [], discarded: [] };
  const phoneAt = (named: Named | undefined, grade: 'claimed' | 'verified') => {
    const candidate = contactCandidate('mobile', `${at}${named?.name ?? 'mobile'}`, named?.value, { region });
    return { identity: identityOf(candidate, grade), discarded: [discardedCandidate(candidate)].filter(isPresent) };
  };
  const nobody = (discarded: readonly DiscardedValue[]) =>
    withoutIdentity(`${type} without a usable yz_open_id`, discarded);

  if (tells === 'merged') {
    const members = [message.to, message.from].map(memberAt);
    const identities = members.flatMap(({ identities: own }) => own).filter(isFirstOfItsValue);
    const discarded = members.flatMap((member) => member.discarded);
    if (identities.length === 2 && onMerge === 'connect') return identified(identities, discarded, { mergedIds: true });
    const detail = 'Youzan merges members, and options.onMerge leaves it to a person';
    return ignored('needs-an-operator', identities.length === 2 ? detail : `${type} without two members`, discarded);
  }

  const member = memberAt(message.openId);
  const isProof = tells === 'phone-authorised' && (isEnvelope || message.isAuthorisation);
  const phone = phoneAt(message.phone, isProof ? 'verified' : 'claimed');
  const old = tells === 'phone-changed' ? phoneAt(message.oldPhone, 'claimed') : { identity: undefined, discarded: [] };
  const discarded = [...member.discarded, ...phone.discarded, ...old.discarded];
  // A phone alone is no member's.
  if (member.identities.length === 0) return nobody(discarded);
  const gone = old.identity && old.identity.value !== phone.identity?.value ? { released: [old.identity] } : {};
  return identified([...member.identities, phone.identity].filter(isPresent), discarded, gone);
}

function isFirstOfItsValue({ value }: Identity, index: number, all: readonly Identity[]): boolean {
  return all.findIndex((other) => other.value === value) === index;
}
