import { mask } from '../functions/shared/identity/mask.ts';
import { isJsonObject, type Json } from '../functions/shared/json/lossless.ts';
import type { EventView, IdentityView } from './event-view.ts';

/** Members of a call that say how it was made, never about whom. A payload may have the same names: `customer` is a record there. */
const PLAIN = new Set([
  'attrName',
  'autoMerge',
  'customer',
  'groups',
  'identityPriorityStrategy',
  'identityType',
  'kind',
  'targetCustomerStrategy',
]);
const NONE: ReadonlySet<string> = new Set();

/** The same event without a personal value: what names a person is masked everywhere, and every other leaf is stars. */
export function maskEvent(event: EventView): EventView {
  const { report, subject, detail, event: came, ...rest } = event;
  const values = valuesOf(event);
  return {
    ...rest,
    ...(subject !== undefined && { subject: mask('', subject) }),
    ...(detail !== undefined && { detail: scrub(detail, values) }),
    ...(came && { event: { ...came, data: maskJson(came.data, values, NONE) } }),
    ...(report && {
      report: {
        ...report,
        identities: report.identities.map(maskIdentity),
        withheld: report.withheld.map(maskIdentity),
        calls: report.calls.map(({ request, answer, ...call }) => ({
          ...call,
          request: maskJson(request, values, PLAIN),
          // The id of a customer, or nothing, is what an operator goes on with.
          answer: typeof answer === 'object' ? maskJson(answer, values, PLAIN) : answer,
        })),
      },
    }),
  };
}

const STARS = '***';

interface Values {
  /** Clear value to masked. */
  readonly masked: ReadonlyMap<string, string>;
  /** Kinds and scopes: they say of what sort an identity is, and never whose. */
  readonly words: ReadonlySet<string>;
}

function valuesOf({ report, subject }: EventView): Values {
  const identities = [...(report?.identities ?? []), ...(report?.withheld ?? [])];
  return {
    masked: new Map([
      ...(subject === undefined ? [] : [[subject, mask('', subject)] as const]),
      ...identities.map(({ kind, value }) => [value, mask(kind, value)] as const),
    ]),
    words: new Set(identities.flatMap(({ kind, scope }) => [kind, scope])),
  };
}

function maskIdentity<Shown extends IdentityView>(identity: Shown): Shown {
  return { ...identity, value: mask(identity.kind, identity.value) };
}

function scrub(text: string, { masked }: Values): string {
  let scrubbed = text;
  for (const [value, hidden] of masked) scrubbed = scrubbed.replaceAll(value, hidden);
  return scrubbed;
}

function maskJson(json: unknown, values: Values, plain: ReadonlySet<string>): Json {
  if (Array.isArray(json)) return json.map((member: unknown) => maskJson(member, values, plain));
  if (isJsonObject(json)) {
    return Object.fromEntries(
      Object.entries(json).map(([name, member]) => [
        name,
        plain.has(name) && !isRecord(member) ? member : maskJson(member, values, plain),
      ]),
    );
  }
  if (json === null || json === undefined || json === '') return json ?? null;
  return typeof json === 'string' ? maskText(json, values) : STARS;
}

function isRecord(json: unknown): boolean {
  return Array.isArray(json) ? json.some(isRecord) : isJsonObject(json);
}

/** An identity alone, or behind its scope; the word for its kind or scope. Of any other text nothing is shown. */
function maskText(text: string, { masked, words }: Values): string {
  const value = [...masked.keys()].find((known) => text === known || text.endsWith(`:${known}`));
  if (value !== undefined) return text.slice(0, -value.length) + (masked.get(value) ?? STARS);
  return words.has(text) ? text : STARS;
}
