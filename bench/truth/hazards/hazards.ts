import type { History, Settings } from '../world/history.ts';
import { newAccount, oneUnion } from './accounts.ts';
import { companyMailbox } from './company-mailbox.ts';
import { eraseByOneChannel, eraseEverywhere } from './erase.ts';
import { foreignNumbers } from './foreign-numbers.ts';
import { announcedHandOver, unannouncedHandOver } from './hand-over.ts';
import { none } from './none.ts';
import { paidForAnother } from './paid.ts';
import { family, shopDevice } from './shared.ts';
import { standInIds } from './stand-ins.ts';
import { lateAndRepeated, twoWriters } from './transport.ts';
import { typedByMistake, typedForAGift, typedOnTwoDays, typedToWait } from './typed.ts';

export interface Hazard {
  readonly write: (history: History) => void;
  /** What the hazard itself says of how people live. */
  readonly settings?: Partial<Settings>;
  /** May two people own one contact at once? */
  readonly sharesContacts?: boolean;
}

/** What goes wrong in a history, by name. */
export const hazards = {
  none: { write: none },
  'hand-over-announced': { write: announcedHandOver },
  'hand-over': { write: unannouncedHandOver({ isRepeated: false }) },
  'hand-over-repeated': { write: unannouncedHandOver({ isRepeated: true }) },
  'hand-over-nameless': { write: unannouncedHandOver({ isRepeated: false }), settings: { names: false } },
  'typed-by-mistake': { write: typedByMistake },
  'typed-gift': { write: typedForAGift({ isNamed: false }) },
  'typed-gift-named': { write: typedForAGift({ isNamed: true }) },
  'typed-on-two-days': { write: typedOnTwoDays },
  'typed-to-wait': { write: typedToWait },
  'paid-for-another': { write: paidForAnother({ isNamed: false }) },
  'paid-for-another-named': { write: paidForAnother({ isNamed: true }) },
  'company-mailbox': { write: companyMailbox },
  'stand-in-ids': { write: standInIds },
  'foreign-numbers': { write: foreignNumbers },
  family: { write: family, sharesContacts: true },
  'shop-device': { write: shopDevice },
  'new-account': { write: newAccount },
  'one-union': { write: oneUnion },
  'late-and-repeated': { write: lateAndRepeated },
  'two-writers': { write: twoWriters },
  'erase-by-channel': { write: eraseByOneChannel },
  'erase-everywhere': { write: eraseEverywhere },
} as const satisfies Readonly<Record<string, Hazard>>;

export type HazardName = keyof typeof hazards;

export const hazardNames = Object.keys(hazards) as readonly HazardName[];

export function isHazard(name: string): name is HazardName {
  return Object.hasOwn(hazards, name);
}
