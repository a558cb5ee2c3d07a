import type { Identity } from '../../../identity/identity.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { identityOf, contactCandidate, discardedCandidate } from '../../contact-candidate.ts';
import { isPresent } from '../../present.ts';
import { findText } from '../wechat-crypto/push-object.ts';
import { holderOf } from './customer.ts';
import type { PushKind } from './push-kind.ts';

type Push = Readonly<Record<string, unknown>>;

export interface Phone {
  readonly identities: readonly Identity[];
  readonly discarded: readonly DiscardedValue[];
}

/** The number that the customer typed, in pushes that have one; nobody has confirmed it. */
export function phoneOf(push: Push, { customer, phone }: PushKind, region: string | undefined): Phone {
  const { fields, path } = holderOf(push, customer);
  const found = phone === undefined ? undefined : findText(fields, phone);
  if (!found) return { identities: [], discarded: [] };
  const candidate = contactCandidate('mobile', `${path}${found.field}`, found.value, { region });
  return {
    identities: [identityOf(candidate, 'claimed')].filter(isPresent),
    discarded: [discardedCandidate(candidate)].filter(isPresent),
  };
}
