import type { Json, JsonObject } from '../../../json/lossless.ts';
import type { AdobeIoEventsOptions } from './settings.ts';

const LONGEST = 256;

/** The `source` of an event: the Commerce installation, as Adobe names it, inside the signed body. */
export function sourceOf(event: JsonObject): string | undefined {
  const source: Json | undefined = event['source'];
  return typeof source === 'string' && source !== '' && source.length <= LONGEST ? source : undefined;
}

/** In what the customer ids of an event are unique; undefined for an installation that the options do not name. */
export function siteOf(source: string, { sites }: AdobeIoEventsOptions): string | undefined {
  if (!sites) return source;
  return Object.hasOwn(sites, source) ? sites[source] : undefined;
}
