import type { Identity } from '../../../identity/identity.ts';
import type { Refusal } from '../../../identity/discarded-value.ts';
import { identityOf, offered, refusalOfOffer } from '../../contact-candidate.ts';
import { isPresent } from '../../present.ts';
import { findText } from '../wechat-crypto/push-object.ts';
import { holderOf } from './customer.ts';
import type { PushKind } from './push-kind.ts';

type Push = Readonly<Record<string, unknown>>;

export interface Phone {
  readonly identities: readonly Identity[];
  readonly refusals: readonly Refusal[];
}

/** The number that the customer typed, in pushes that have one; nobody has confirmed it. */
export function phoneOf(push: Push, { customer, phone }: PushKind, region: string | undefined): Phone {
  const { fields, path } = holderOf(push, customer);
  const found = phone === undefined ? undefined : findText(fields, phone);
  if (!found) return { identities: [], refusals: [] };
  const offer = offered('mobile', `${path}${found.field}`, found.value, { region });
  return {
    identities: [identityOf(offer, 'claimed')].filter(isPresent),
    refusals: [refusalOfOffer(offer)].filter(isPresent),
  };
}
