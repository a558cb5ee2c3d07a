import * as brand from '../platforms/brand.ts';
import { mobileIdentity } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { chooseChannels, Life } from '../world/life.ts';
import { inventMobile } from '../world/contacts.ts';
import { bystanders } from './bystanders.ts';
import { DAYS } from '../world/time.ts';

/** The last day on which somebody may become the next owner: some of their life must be seen. */
const LAST_DAY = 480;
const CARRIER_DAYS = 90;

/**
 * A number changes hands, and it is said: by a release, by a new number in place of it, or by the owner's proof of another.
 * 1 to 400 days lie between that and the next owner, every order of magnitude alike.
 */
export function announcedHandOver(history: History): void {
  const { random } = history;
  const before = new Life(history, history.person(), chooseChannels(random, ['member']));
  const { mobile, email, ids } = before.person;
  const from = random.between(0, 15);
  const released = random.between(60, 400);
  before.logIn(from, 'member', { mobile });
  before.live({ from, to: released - 0.1, mobile, email });
  const next = inventMobile(random);
  const how = random.pick(['release', 'rebind', 'proof-of-another']);
  history.announce(mobileIdentity(mobile), released);
  if (how === 'release') {
    history.happen(released, before.person, brand.contactReleased([ids.member], mobileIdentity(mobile)));
  } else {
    history.own(mobileIdentity(next), before.person, released);
    const rebound = brand.contactRebound([ids.member, mobileIdentity(next)], mobileIdentity(mobile));
    history.happen(
      released,
      before.person,
      how === 'rebind' ? rebound : before.logInBy(released, 'member', { mobile: next }),
    );
  }
  before.live({ from: released + 0.1, to: DAYS, email, ...(how !== 'release' && { mobile: next }) });
  nextOwner(history, mobile, released + Math.min(random.logBetween(1, 400), LAST_DAY - released));
  bystanders(history, 0, 2);
}

interface Course {
  /** A shop keeps the old number and repeats it in half of what it says of its former owner. */
  readonly isRepeated: boolean;
}

/**
 * A number changes hands, and nobody says so: its owner stops using it, and the carrier gives it out again after 90 days at the
 * earliest. Every second former owner goes on without it.
 */
export const unannouncedHandOver =
  ({ isRepeated }: Course) =>
  (history: History): void => {
    const { random } = history;
    const before = new Life(history, history.person(), chooseChannels(random, isRepeated ? ['shop'] : []));
    const { mobile, email } = before.person;
    const from = random.between(0, 15);
    const lastUse = random.between(30, 250);
    before.logIn(from, before.channels.includes('member') ? 'member' : 'mini', { mobile });
    before.live({ from, to: lastUse, mobile, email });
    if (isRepeated) before.live({ from: lastUse + 0.1, to: DAYS, email, staleMobile: mobile });
    else if (random.chance(0.5)) before.live({ from: lastUse + 0.1, to: DAYS, email });
    const latest = Math.min(400, LAST_DAY - lastUse);
    nextOwner(history, mobile, lastUse + random.between(CARRIER_DAYS, latest));
    bystanders(history, 0, 2);
  };

/** Somebody who gets a number that was another's; every second is known by another number before. */
function nextOwner(history: History, mobile: string, day: number): void {
  const { random } = history;
  const life = new Life(history, history.person());
  const { person, channels } = life;
  const email = random.chance(0.7) ? person.email : undefined;
  if (random.chance(0.5))
    life.live({ from: day * random.between(0.1, 0.7), to: day - 0.5, mobile: person.mobile, email });
  history.own(mobileIdentity(mobile), person, day - 0.2);
  life.logIn(day, channels.includes('mini') ? 'mini' : 'member', { mobile });
  life.live({ from: day + 0.1, to: DAYS, mobile, email });
}
