import { tableLines } from '../../cli/table.ts';
import type { Evaluation } from './evaluate.ts';
import type { HazardName } from './hazards/hazards.ts';
import type { Settings as GuiyiSettings } from './products/guiyi/config.ts';
import type { ProductChoice } from './products/products.ts';
import type { Settings } from './world/history.ts';

/** What Guiyi's settings cost: one row a setting and way of living, for the hazards that the setting is about. */
export interface Trial {
  readonly table: string;
  readonly label: string;
  readonly choice: ProductChoice;
  readonly settings: Settings;
  readonly hazards: readonly HazardName[];
}

const moving: readonly HazardName[] = ['none', 'hand-over-announced', 'hand-over'];
const typing: readonly HazardName[] = [
  'none',
  'typed-by-mistake',
  'typed-gift',
  'typed-gift-named',
  'typed-to-wait',
  'shop-device',
];
const paying: readonly HazardName[] = ['paid-for-another', 'paid-for-another-named'];
const usual: Settings = { rate: 12, names: true };

const staleAfter = (mobile: number): GuiyiSettings => ({ guards: { staleContactDays: { mobile } } });
const guiyi = (settings: GuiyiSettings): ProductChoice => ({ product: 'guiyi', settings });

const shops = ['shop', 'web-shop', 'web-shop-de', 'payments'];
/** Every shop and page of payment counts the contacts with which people pay. */
const paidWith = (contacts: GuiyiSettings): GuiyiSettings => ({
  connections: Object.fromEntries(shops.map((name) => [name, { contacts }])),
});

export const trials: readonly Trial[] = [
  ...[usual, { ...usual, names: false }, { ...usual, rate: 3 }, { ...usual, rate: 30 }].flatMap((settings) =>
    [0, 90, 180, 365].map((days): Trial => ({
      table: 'guards.staleContactDays.mobile',
      label: String(days),
      choice: guiyi(staleAfter(days)),
      settings,
      hazards: moving,
    })),
  ),
  ...[usual, { ...usual, names: false }].flatMap((settings) =>
    ['corroborated', 'join', 'withhold'].map((typedContacts): Trial => ({
      table: 'cdp.typedContacts',
      label: typedContacts,
      choice: guiyi({ cdp: { typedContacts } }),
      settings,
      hazards: typing,
    })),
  ),
  ...(
    [
      ['typed', {}],
      ['email paid', { email: 'paid' }],
      ['both paid', { email: 'paid', mobile: 'paid' }],
    ] as const
  ).map(([label, contacts]): Trial => ({
    table: 'contacts',
    label,
    choice: guiyi(paidWith(contacts)),
    settings: usual,
    hazards: [...typing, ...paying, 'company-mailbox', 'family', 'hand-over', 'new-account'],
  })),
  // As if neither the age of a proof nor the grade of a contact meant anything.
  {
    table: 'both',
    label: 'join, 0',
    choice: guiyi({ cdp: { typedContacts: 'join' }, ...staleAfter(0) }),
    settings: usual,
    hazards: [...new Set([...moving, ...typing])],
  },
];

export interface TrialRow {
  readonly trial: Trial;
  readonly hazard: HazardName;
  readonly sum: Evaluation;
}

/** Histories with strangers, people split by proof, and customers for each person, the perfect oracle's 1.00 included. */
export function settingsTable(rows: readonly TrialRow[]): readonly string[] {
  return tableLines(
    [
      'setting',
      'value',
      'acts',
      'names',
      'hazard',
      'histories',
      'with strangers',
      'split',
      'in window',
      'customers/people',
      'by proofs',
    ],
    rows.map(({ trial: { table, label, settings }, hazard, sum: { score } }) => [
      table,
      label,
      String(settings.rate),
      settings.names ? 'on' : 'off',
      hazard,
      String(score.histories),
      String(score.joinedHistories),
      String(score.split),
      String(score.splitWithinWindow),
      (score.customers / score.people).toFixed(2),
      (score.provable / score.people).toFixed(2),
    ]),
  );
}
