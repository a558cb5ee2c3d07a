import type { Json, JsonObject } from '../../../json/lossless.ts';

/**
 * What makes two notifications one, by the business keys that WeChat Pay advises: whether a repeated notification keeps its own
 * `id` is not documented. Where there is no such key, the content is it.
 */
export function eventId(type: string, resource: JsonObject): readonly string[] {
  return [type, ...(businessKey(type, resource) ?? ['content', JSON.stringify(resource)])];
}

function businessKey(type: string, resource: JsonObject): readonly string[] | undefined {
  const merchant = [text(resource['mchid'] ?? resource['sp_mchid']) ?? '', text(resource['sub_mchid']) ?? ''];
  if (type.startsWith('TRANSACTION.')) return transactionKey(merchant, resource);
  const refund = text(resource['refund_id']);
  if (type.startsWith('REFUND.') && refund !== undefined) {
    return [...merchant, refund, text(resource['refund_status']) ?? ''];
  }
  const coupon = text(resource['coupon_code']);
  return type.includes('COUPON.') && coupon !== undefined ? [text(resource['stock_id']) ?? '', coupon] : undefined;
}

function transactionKey(merchant: readonly string[], resource: JsonObject): readonly string[] | undefined {
  const transaction = text(resource['transaction_id']);
  // Profit sharing comes under the same type and with the same transaction, and has no state.
  const state = text(resource['trade_state']);
  if (transaction !== undefined && state !== undefined) return [...merchant, transaction, state];
  const combined = text(resource['combine_out_trade_no']);
  return combined === undefined ? undefined : ['combined', text(resource['combine_mchid']) ?? '', combined];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
