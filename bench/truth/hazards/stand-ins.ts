import * as brand from '../platforms/brand.ts';
import { APPS, CORP_ID } from '../platforms/accounts.ts';
import type { Identity } from '../statement.ts';
import { emailIdentity, mobileIdentity } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { ordinary } from './bystanders.ts';
import { DAYS } from '../world/time.ts';

const openid = (value: string): Identity => ({ kind: 'wechat-openid', scope: APPS.mini, value });

/** What systems send where an id should stand: names of fields, examples of documents, ids of something else. */
const texts = [
  'OPENID',
  'openid',
  'fromUser',
  'toUser',
  'string',
  'a',
  '12345',
  'undefined',
  'test',
  'OpenID1',
] as const;
const standIns: readonly Identity[] = [
  ...texts.map(openid),
  openid(APPS.mini),
  openid('wmTruthContact00000000000001'),
  openid('oTruthTwentySevenCharacters'),
  openid('oTruthTwentyNineCharacters001'),
  { kind: 'wechat-unionid', scope: '', value: 'UNIONID' },
  { kind: 'wecom-external-userid', scope: CORP_ID, value: 'ZhangSan' },
  { kind: 'wecom-external-userid', scope: CORP_ID, value: 'external_userid' },
];

/**
 * Three to five people log in over a system that sends one or two stand-ins in place of their ids, each one to three times,
 * with the phone or the address that they have just proved.
 */
export function standInIds(history: History): void {
  const { random } = history;
  const used = random.shuffled(standIns).slice(0, random.int(1, 2));
  for (let left = random.int(3, 5); left > 0; left--) {
    const { person } = ordinary(history);
    history.own(emailIdentity(person.email), person, 0);
    history.own(mobileIdentity(person.mobile), person, 0);
    for (let logIns = random.int(1, 3); logIns > 0; logIns--) {
      const contact = random.chance(0.7) ? emailIdentity(person.email) : mobileIdentity(person.mobile);
      const fields = history.settings.names ? { name: person.name } : {};
      history.happen(
        random.between(20, DAYS),
        person,
        brand.logIn({ identities: [...random.shuffled(used).slice(0, 1), contact], fields }),
      );
    }
  }
}
