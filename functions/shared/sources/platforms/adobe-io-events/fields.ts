import type { Json, JsonObject } from '../../../json/lossless.ts';

const LONGEST = 256;

/** The `source` of an event: the Commerce installation, as Adobe names it, inside the signed body. */
export function sourceOf(event: JsonObject): string | undefined {
  const source: Json | undefined = event['source'];
  return typeof source === 'string' && source !== '' && source.length <= LONGEST ? source : undefined;
}

/** In what the customer ids of an event are unique; undefined for an installation that the options do not name. */
export function siteOf(
  source: string,
  { sites }: { readonly sites?: Readonly<Record<string, string>> | undefined },
): string | undefined {
  if (!sites) return source;
  return Object.hasOwn(sites, source) ? sites[source] : undefined;
}
