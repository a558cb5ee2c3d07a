import type { ProfileFields } from '../../../change/customer-change.ts';
import { birthdayOf, genderOf, language, plainText, profileOf } from '../../profile-fields.ts';
import type { ChosenCandidate } from './choose-candidate.ts';
import type { Happened, ProfileFrom } from './mapping.ts';
import { pathReader } from './path.ts';

type Field = Exclude<keyof ProfileFrom<string>, 'email'>;

const normalisers: { readonly [F in Field]: (value: unknown, time: string) => ProfileFields[F] | undefined } = {
  name: plainText,
  nickName: plainText,
  gender: genderOf,
  birthday: birthdayOf,
  province: plainText,
  city: plainText,
  district: plainText,
  language,
  source: plainText,
  subscribeSource: plainText,
};

/** Fills the profile fields, each normalised as its field is; what the event does not know is absent. */
export function profileFiller<Options>(
  from: ProfileFrom<string>,
): (happened: Happened<Options>, chosen: readonly ChosenCandidate[]) => ProfileFields {
  const fields = fieldNames.flatMap((field) => {
    const place = from[field];
    return place === undefined ? [] : [{ field, read: typeof place === 'function' ? place : pathReader(place) }];
  });
  return ({ body, event }, chosen) => {
    const own = from.email && chosen.find(({ identity }) => identity?.kind === 'email');
    const candidates: Record<string, string | number | undefined> = {};
    for (const { field, read } of fields) candidates[field] = normalisers[field](read(body), event.time);
    if (own?.identity) candidates['email'] = own.identity.value;
    if (own?.proved !== undefined) candidates['emailVerified'] = own.proved ? 1 : 0;
    return profileOf(candidates);
  };
}

const fieldNames = Object.keys(normalisers) as readonly Field[];
