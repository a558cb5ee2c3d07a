import { rawInteger } from '../functions/shared/json/lossless.ts';
import type { SamplePayload, SampleValue } from '../functions/shared/sources/source.ts';
import { CommandError } from './command-error.ts';

/**
 * Carries out one `--set path=value`: `customer.phone=+8613812345678`, `line_items.0.quantity=2`. The value is taken as
 * JSON where it is JSON, else as text; digits beyond 2^53 stay exact. @throws CommandError
 */
export function setPath(payload: SamplePayload, assignment: string): void {
  const equals = assignment.indexOf('=');
  if (equals < 1) throw new CommandError(`--set takes path=value, found ${JSON.stringify(assignment)}`);
  const path = assignment.slice(0, equals).split('.');
  const last = path.pop() ?? '';
  let place: SampleValue = payload;
  for (const [index, key] of path.entries()) {
    const next: SampleValue | undefined = member(place, key);
    if (next === undefined || next === null || typeof next !== 'object') {
      throw new CommandError(`--set ${assignment}: there is nothing at ${path.slice(0, index + 1).join('.')}`);
    }
    place = next;
  }
  const value = readValue(assignment.slice(equals + 1));
  if (Array.isArray(place)) place[Number(last)] = value;
  else if (typeof place === 'object' && place !== null) place[last] = value;
}

function member(place: SampleValue, key: string): SampleValue | undefined {
  if (Array.isArray(place)) return place[Number(key)];
  return typeof place === 'object' && place !== null && Object.hasOwn(place, key) ? place[key] : undefined;
}

function readValue(text: string): SampleValue {
  if (/^\d{16,19}$/.test(text)) return rawInteger(text);
  try {
    return JSON.parse(text) as SampleValue;
  } catch {
    return text;
  }
}
