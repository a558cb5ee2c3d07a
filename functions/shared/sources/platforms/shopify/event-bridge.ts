import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';

const PARTNER = /^aws\.partner\/shopify\.com(?:\.test)?\//;

/** The delivery inside an event of Shopify's partner bus: `detail` has the headers as `metadata` and the body as `payload`. */
export function deliveryInEventBridge({
  source,
  detail,
}: JsonObject): { readonly headers: Readonly<Record<string, string>>; readonly body: Json } | undefined {
  if (typeof source !== 'string' || !PARTNER.test(source) || !isJsonObject(detail)) return undefined;
  const { metadata, payload } = detail;
  if (!isJsonObject(metadata) || payload === undefined) return undefined;
  const headers = Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), scalar(value) ?? ''] as const);
  return { headers: Object.fromEntries(headers), body: payload };
}
