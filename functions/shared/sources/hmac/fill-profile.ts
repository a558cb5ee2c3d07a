import type { Profile } from '../../change/customer-change.ts';
import { birthday, gender, language, plainText, profileOf } from '../profile-fields.ts';
import type { Judged } from './judge-offers.ts';
import type { FieldFrom, Happened, ProfileFrom } from './mapping.ts';
import { valueAt } from './path.ts';

/** The profile fields of an event, each normalised as its field is; what the event does not know is absent. */
export function fillProfile<Options>(
  from: ProfileFrom<string>,
  { body, event }: Happened<Options>,
  judged: readonly Judged[],
): Profile {
  const read = (field: FieldFrom<string> | undefined): unknown =>
    typeof field === 'function' ? field(body) : field === undefined ? undefined : valueAt(body, field);
  const own = from.email && judged.find(({ identity }) => identity?.kind === 'email');
  return profileOf({
    name: plainText(read(from.name)),
    nickName: plainText(read(from.nickName)),
    gender: gender(read(from.gender)),
    birthday: birthday(read(from.birthday), event.time),
    email: own?.identity?.value,
    emailVerified: own?.proved === undefined ? undefined : own.proved ? 1 : 0,
    province: plainText(read(from.province)),
    city: plainText(read(from.city)),
    district: plainText(read(from.district)),
    language: language(read(from.language)),
    source: plainText(read(from.source)),
    subscribeSource: plainText(read(from.subscribeSource)),
  });
}
