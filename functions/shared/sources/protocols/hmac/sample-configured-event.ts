import { samplePerson } from '../../sample-person.ts';
import type { SampleContext, SamplePayload, SampleValue } from '../../source.ts';
import type { ConfiguredEvents } from './configured-events.ts';

/**
 * A body that has something wherever the configuration of its type looks; undefined for a type that has none.
 * @param beside path to value, for what the sender itself puts into every body
 */
export function sampleConfiguredEvent(
  events: ConfiguredEvents,
  type: string,
  { now, sequence }: SampleContext,
  beside: Readonly<Record<string, SampleValue>> = {},
): SamplePayload | undefined {
  const event = Object.hasOwn(events, type) ? events[type] : undefined;
  if (!event) return undefined;
  const person = samplePerson('own', sequence);
  const body: SamplePayload = { at: new Date(now).toISOString(), sequence };
  const known: Readonly<Record<string, SampleValue>> = {
    email: person.email,
    mobile: person.phone,
    name: person.lastName + person.firstName,
    nickName: person.firstName,
    city: person.city,
    province: person.province,
    birthday: '1997-02-03',
    gender: 'female',
    language: 'zh-CN',
  };
  for (const [field, path] of Object.entries(event.profile ?? {})) put(body, path ?? field, known[field] ?? null);
  for (const { kind, path } of event.identities) put(body, [path].flat()[0] ?? '', known[kind] ?? idOf(kind, sequence));
  for (const { path, equals } of event.when ?? []) put(body, path, equals);
  for (const [path, value] of Object.entries(beside)) put(body, path, value);
  return body;
}

function idOf(kind: string, sequence: number): string {
  return kind.endsWith('-customer') ? String(1000 + sequence) : `sample-${kind}-${1000 + sequence}`;
}

function put(body: SamplePayload, path: string, value: SampleValue): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = body;
  for (const step of steps) {
    const next = at[step];
    const inner: SamplePayload = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    at[step] = inner;
    at = inner;
  }
  at[last] = value;
}
