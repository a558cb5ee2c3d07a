import type { History } from '../world/history.ts';
import { chooseChannels, Life } from '../world/life.ts';
import type { Channel } from '../world/person.ts';
import { DAYS } from '../world/time.ts';

/** People who have nothing to do with the hazard. */
export function bystanders(history: History, least: number, most: number): void {
  const { random } = history;
  for (let left = random.int(least, most); left > 0; left--) ordinary(history);
}

/** Somebody who lives an ordinary life to the end; most have an address. */
export function ordinary(history: History, always: readonly Channel[] = []): Life {
  const { random } = history;
  const person = history.person();
  const life = new Life(history, person, chooseChannels(random, always));
  const email = random.chance(0.7) ? person.email : undefined;
  return life.live({ from: random.between(0, 60), to: DAYS, mobile: person.mobile, email });
}
