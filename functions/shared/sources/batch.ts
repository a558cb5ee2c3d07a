import type { Decoding } from './source.ts';

/** As many places of a batch are told. */
const MOST_PLACES = 10;

/** What is understood of a batch is taken, and of what is not the operator is told which it is. */
export function takeTogether(decodings: readonly Decoding[]): Decoding {
  const taken = decodings.flatMap((decoding) => (decoding.outcome === 'events' ? decoding.events : []));
  const bad = decodings.flatMap((decoding, index) =>
    decoding.outcome === 'undecodable' ? [{ ...decoding, place: index + 1 }] : [],
  );
  const [first] = bad;
  if (!first) return { outcome: 'events', events: taken };
  const places = bad.slice(0, MOST_PLACES).map(({ place }) => place);
  const more = bad.length > places.length ? ' …' : '';
  const detail = `event ${places.join(', ')}${more} of a batch of ${decodings.length}: ${first.detail}`;
  const unread = { reason: first.reason, detail };
  return taken.length === 0 ? { outcome: 'undecodable', ...unread } : { outcome: 'events', events: taken, unread };
}
