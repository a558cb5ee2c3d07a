import { mask } from '../../functions/shared/identity/mask.ts';
import { isJsonObject, type Json, scalar } from '../../functions/shared/json/lossless.ts';

/** Members that say nothing of a person: ids of the CDP, flags, codes, where a customer came from. */
const PLAIN = new Set([
  'appId',
  'attrKey',
  'attrName',
  'campaignId',
  'chargeId',
  'createMethod',
  'customerId',
  'editable',
  'emailVerified',
  'gender',
  'id',
  'identityType',
  'isEmployee',
  'language',
  'referrer',
  'size',
  'source',
  'source1',
  'source2',
  'source3',
  'source4',
  'source5',
  'source6',
  'source7',
  'source8',
  'subscribeSource',
  'total',
]);
/** Members that are contacts or ids of a person: enough is shown to tell one from another. */
const IDENTIFYING: Readonly<Record<string, string>> = { mobile: 'mobile', email: 'email', openId: '', unionId: '' };

/** The data of customers without a personal value. */
export function maskCustomers(data: Json): Json {
  if (Array.isArray(data)) return data.map((member: Json) => maskCustomers(member));
  if (!isJsonObject(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (PLAIN.has(name)) return [name, value];
      if (name === 'identityValue') return [name, maskText(scalar(data['identityType']) ?? '', value)];
      const kind = IDENTIFYING[name];
      if (kind !== undefined) return [name, maskText(kind, value)];
      return [name, typeof value === 'object' ? maskCustomers(value) : stars(value)];
    }),
  );
}

function maskText(kind: string, value: Json): Json {
  return typeof value === 'string' && value !== '' ? mask(kind, value) : stars(value);
}

function stars(value: Json): Json {
  return value === '' || value === null ? value : '***';
}

/** A text without the values that a request held. */
export function scrub(text: string, request: unknown): string {
  let scrubbed = text;
  for (const value of personalTexts(request)) scrubbed = scrubbed.replaceAll(value, mask('', value));
  return scrubbed;
}

/** Two Chinese characters are a name already; of other short texts nothing could be told from a message's own words. */
const TELLING = /\p{Script=Han}{2}|.{4}/su;

/** What may be a person's, longest first. */
function personalTexts(request: unknown): readonly string[] {
  if (typeof request === 'string') return TELLING.test(request) ? [request] : [];
  if (typeof request !== 'object' || request === null) return [];
  const texts = Object.entries(request).flatMap(([name, value]) => (PLAIN.has(name) ? [] : personalTexts(value)));
  return texts.toSorted((one, other) => other.length - one.length);
}
