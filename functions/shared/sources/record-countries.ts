import { isJsonObject, type Json, objectsIn } from '../json/lossless.ts';

/**
 * What a shop's record of a customer, or an address, says of the country: in itself, and in the address that is the usual one.
 * Where none is, all addresses say it. `country`, a name, counts where no code stands.
 */
export function countriesOf(customer: Json | undefined): readonly Json[] {
  if (!isJsonObject(customer)) return [];
  const usual = customer['default_address'];
  const book = objectsIn(customer['addresses']);
  const marked = book.filter((address) => address['default'] === true);
  const addresses = isJsonObject(usual) ? [usual] : marked.length > 0 ? marked : book;
  return [customer, ...addresses].flatMap(
    ({ country_code: code, country }) => (code === '' ? country : (code ?? country)) ?? [],
  );
}
