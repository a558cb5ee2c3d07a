import type { ProfileFields } from '../../../change/customer-change.ts';
import type { Identity } from '../../../identity/identity.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import type { JsonObject } from '../../../json/lossless.ts';
import { contactCandidate, discardedCandidate } from '../../contact-candidate.ts';
import { isPresent } from '../../present.ts';
import { birthdayOf, genderOf, plainText, profileOf } from '../../profile-fields.ts';

/** The profile fields of an event. An `email` here is a field and no identity: only a list says what was proved. */
export function profileIn(
  data: JsonObject,
  identities: readonly Identity[],
  time: string,
): { readonly profile: ProfileFields; readonly discarded: readonly DiscardedValue[] } {
  const email = contactCandidate('email', 'email', data['email']);
  const address = email.normalized.ok ? email.normalized.value : undefined;
  const isProved = identities.some(
    ({ kind, value, evidence }) => kind === 'email' && value === address && evidence.grade === 'verified',
  );
  return {
    profile: profileOf({
      name: plainText(data['name']),
      gender: genderOf(data['gender']),
      birthday: birthdayOf(data['birthday'], time),
      province: plainText(data['province']),
      city: plainText(data['city']),
      district: plainText(data['district']),
      email: address,
      emailVerified: isProved ? 1 : undefined,
    }),
    discarded: [discardedCandidate(email)].filter(isPresent),
  };
}
