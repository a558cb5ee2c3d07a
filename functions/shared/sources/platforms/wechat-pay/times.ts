import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { fromChinaTime } from '../../china-time.ts';
import { firstTime } from '../../rfc-3339.ts';

/** Of whatever was paid or given back. */
const SUCCESS = ['success_time'] as const;
const COMBINED = ['sub_orders', 'success_time'] as const;

const opened = [['openorclose_time'], ['create_time']] as const;
const charged = [['collection', 'details', 'paid_time']] as const;
const signed = [['contract_signed_time']] as const;
const ended = [['contract_terminate_info', 'contract_terminated_time'], ['contract_terminated_time']] as const;
const operated = [['operate_time']] as const;
const told = [['event_time']] as const;

/**
 * The field of the resource that says when what a notification tells of happened, by its `event_type`, as the pages of the documents
 * name it: whatever else is a time in a resource begins, ends or expires. Lists are looked through.
 */
const fields: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'PAYSCORE.USER_OPEN_SERVICE': opened,
  'PAYSCORE.USER_CLOSE_SERVICE': opened,
  'PAYSCORE.USER_ACCEPTED': opened,
  'PAYSCORE.USER_PAID': charged,
  'PAYSCORE.USER_SIGN_PLAN': [['sign_time']],
  'PAYSCORE.USER_CANCEL_SIGN_PLAN': [['cancel_sign_time']],
  'MALL_TRANSACTION.SUCCESS': [['time_end']],
  'MALL_REFUND.SUCCESS': [['refund_time']],
  'PAPAY.SIGN': operated,
  'PAPAY.TERMINATE': operated,
  'ECOMMERCE_ENTRUST.SIGN': operated,
  'ECOMMERCE_ENTRUST.TERMINATE': operated,
  'ENTRUST.SIGN': signed,
  'ENTRUST.TERMINATE': ended,
  'ENTRUST.SIGNING': [['contract_information', 'create_time']],
  'INSURANCE_ENTRUST.SIGN': signed,
  'INSURANCE_ENTRUST.TERMINATE': ended,
  'CREDIT_REPAYMENT.SIGN_CONTRACT': signed,
  'CREDIT_REPAYMENT.TERMINATE_CONTRACT': ended,
  'DISCOUNT_CARD.GET_CARD': [['create_time']],
  'DISCOUNT_CARD.USER_PAID': [['pay_information', 'pay_time']],
  'MEMBERCARD.ACCEPT_CARD': told,
  'MEMBERCARD.ACTIVATE_CARD': told,
  'MEMBERCARD.USERCARD_MANAGE': told,
  'MEMBERCARDSP.USER_CARD.CREATE': [['pickup_time'], ['create_time']],
  'BRAND_MEMBER_CARD_SP.USER_CARD.CREATE': [['pickup_time'], ['create_time']],
  'COUPON.SEND': [['send_time']],
  'PRODUCT_COUPON.SEND': [['receive_time']],
  'PRODUCT_COUPON_SP.SEND': [['receive_time']],
  'MCHTRANSFER.BILL.FINISHED': [['update_time']],
  'MCHTRANSFER.AUTHORIZATION.CONFIRMED': [['authorize_time']],
  'MCHTRANSFER.AUTHORIZATION.CLOSED': [['close_time']],
  'MEDICAL_INSURANCE.SUCCESS': [['paid_time']],
  'EDU_SCHOOL_PAY.USER_DEBT_STATE_UPDATE': [['update_time']],
  'HIRE_POWER_BANK.RECEIVE_INSURANCE': [['order_receive_time']],
};

/** When what a notification tells of happened, RFC 3339; undefined where its content does not say. */
export function happenedAt(type: string, resource: JsonObject): string | undefined {
  const own = Object.hasOwn(fields, type) ? (fields[type] ?? []) : [];
  for (const path of [...own, SUCCESS, COMBINED]) {
    const [time] = valuesAt(resource, path)
      .map(timeOf)
      .filter((each) => each !== undefined)
      .sort(latestFirst);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Newer products write RFC 3339; pay-score and contracts write China's time without its offset. */
function timeOf(value: Json): string | undefined {
  return firstTime(value) ?? fromChinaTime(value);
}

function valuesAt(value: Json | undefined, [step, ...further]: readonly string[]): readonly Json[] {
  if (Array.isArray(value))
    return value.flatMap((each: Json) => valuesAt(each, step === undefined ? [] : [step, ...further]));
  if (step === undefined) return value === undefined ? [] : [value];
  return isJsonObject(value) ? valuesAt(value[step], further) : [];
}

function latestFirst(one: string, other: string): number {
  return Date.parse(other) - Date.parse(one);
}
