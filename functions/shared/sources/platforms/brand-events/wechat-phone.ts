import { type Json, type JsonObject, scalar } from '../../../json/lossless.ts';

const MEMBERS: ReadonlySet<string> = new Set(['phoneNumber', 'purePhoneNumber', 'countryCode', 'watermark']);

/**
 * The number in WeChat's phone object (`phone_info` of `getuserphonenumber`) and the calling code that belongs to it; undefined where
 * the object is another. Without the code the number of another country would be somebody's in the mainland.
 */
export function wechatPhone(phone: JsonObject): { readonly value: Json; readonly countryCode: Json } | undefined {
  const { phoneNumber, purePhoneNumber, countryCode } = phone;
  const code = scalar(countryCode);
  if (typeof purePhoneNumber !== 'string' || code === undefined || code === '') return undefined;
  if (!Object.keys(phone).every((name) => MEMBERS.has(name))) return undefined;
  // The same number with its code; another one would be somebody else's.
  const isSame =
    phoneNumber === undefined || (typeof phoneNumber === 'string' && phoneNumber.endsWith(purePhoneNumber.trim()));
  return isSame ? { value: purePhoneNumber, countryCode: code } : undefined;
}
