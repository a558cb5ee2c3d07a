import { rawInteger } from '../functions/shared/json/lossless.ts';
import type { SamplePayload, SampleValue } from '../functions/shared/sources/source.ts';
import { CommandError } from './command-error.ts';

/**
 * Carries out one `--set path=value`: `customer.phone=+8613812345678`, `line_items.0.quantity=2`. The value is taken as
 * JSON where it is JSON, else as text; digits beyond 2^53 stay exact. A field that is not there is added. @throws CommandError
 */
export function setPath(payload: SamplePayload, assignment: string): void {
  const equals = assignment.indexOf('=');
  if (equals < 1) {
    const found = JSON.stringify(assignment);
    throw new CommandError({
      en: `--set takes path=value, found ${found}`,
      zh: `--set 的写法是 路径=值，实际为 ${found}`,
    });
  }
  const keys = keysOf(assignment.slice(0, equals));
  if (keys.includes('')) {
    throw new CommandError({
      en: `--set ${assignment}: a name of the path is empty`,
      zh: `--set ${assignment}：路径中有一段是空的`,
    });
  }
  const last = keys.pop() ?? '';
  let place: SampleValue = payload;
  for (const [index, key] of keys.entries()) {
    // What is not there is added: an object, or a list where a number follows.
    const next: SampleValue = member(place, key) ?? (/^\d+$/.test(keys[index + 1] ?? last) ? [] : {});
    if (typeof next !== 'object') {
      const at = keys.slice(0, index + 1).join('.');
      throw new CommandError({
        en: `--set ${assignment}: ${at} is a value, with nothing in it`,
        zh: `--set ${assignment}：${at} 是一个值，其下没有字段`,
      });
    }
    put(place, key, next, assignment);
    place = next;
  }
  put(place, last, readValue(assignment.slice(equals + 1)), assignment);
}

/** Carries out one `--unset path`: the field is not there any more. @throws CommandError where it was not there before */
export function unsetPath(payload: SamplePayload, path: string): void {
  const keys = keysOf(path);
  const last = keys.pop() ?? '';
  const place = keys.reduce<SampleValue | undefined>((at, key) => at && member(at, key), payload);
  if (place === undefined || member(place, last) === undefined) {
    throw new CommandError({
      en: `--unset ${path}: there is no such field`,
      zh: `--unset ${path}：没有这个字段`,
    });
  }
  if (Array.isArray(place)) place.splice(Number(last), 1);
  else if (typeof place === 'object' && place !== null) Reflect.deleteProperty(place, last);
}

/** Fields are shown as `addresses[0].phone`, and typed so. */
function keysOf(path: string): string[] {
  return path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
}

/** Into a list only at a place that it has, or at its end. */
function put(place: SampleValue, key: string, value: SampleValue, assignment: string): void {
  if (Array.isArray(place)) {
    const index = /^\d{1,6}$/.test(key) ? Number(key) : Infinity;
    if (index > place.length) {
      throw new CommandError({
        en: `--set ${assignment}: a list of ${place.length} has no place ${JSON.stringify(key)}`,
        zh: `--set ${assignment}：列表有 ${place.length} 项，没有位置 ${JSON.stringify(key)}`,
      });
    }
    place[index] = value;
  } else if (typeof place === 'object' && place !== null) {
    Object.defineProperty(place, key, { value, writable: true, enumerable: true, configurable: true });
  }
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
