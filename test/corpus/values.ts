import { addresses } from './values-email.ts';
import { numbersBesideCountries } from './values-country.ts';
import { foreignNumbers } from './values-foreign.ts';
import { numbersAsPeopleType } from './values-typed.ts';
import { ids } from './values-ids.ts';
import { mainlandNumbers } from './values-mainland.ts';
import { notMainlandNumbers } from './values-not-a-number.ts';
import type { Trap } from './values-trap.ts';

export const corpus: readonly Trap[] = [
  ...mainlandNumbers,
  ...notMainlandNumbers,
  ...foreignNumbers,
  ...numbersBesideCountries,
  ...numbersAsPeopleType,
  ...addresses,
  ...ids,
];
