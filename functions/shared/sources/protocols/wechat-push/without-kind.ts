import { ignored } from '../../outcomes.ts';
import type { Ignored } from '../../source.ts';
import type { SilentEvents } from './silent-events.ts';

/** Why no customer comes of an event that names none. */
export function withoutKind(type: string, silent: SilentEvents): Ignored {
  const name = type.toLowerCase();
  const known = Object.hasOwn(silent, name) ? silent[name] : undefined;
  if (!known) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
  return known.says === 'nobody'
    ? ignored('event-not-handled', `${type} gives no identity: ${known.because}`)
    : ignored('event-not-handled', `whom ${type} names is not confirmed: ${known.because}`);
}
