import { type KnownEvents, knownEvents } from '../../known-events.ts';
import type { PushKind, PushKinds } from './push-kind.ts';
import type { SilentEvent, SilentEvents } from './silent-events.ts';

/** What a platform's tables say of its pushes. */
export function knownPushes(kinds: PushKinds, silent: SilentEvents): KnownEvents {
  const tables: readonly (readonly [string, PushKind | SilentEvent])[] = [
    ...Object.entries(kinds),
    ...Object.entries(silent),
  ];
  return knownEvents(tables, (entry) => {
    if ('says' in entry) return entry.says;
    if (entry.sender === 'unconfirmed') return 'unconfirmed';
    return entry.effect === 'none' ? 'nobody' : 'customer';
  });
}
