/** Doudian, Taobao and JD wrap ciphertext in a delimiter: `$…$…$1$$`, `#…#…#1##`. */
const DELIMITED = /^([$#~@])[^\s]+\1[^\s]+\1\d\1\1$/;
const WRAPPED = /^([$#~@]).+\1$/s;
/** Base64 of some length with capital and small letters, or a hash in hexadecimal digits. */
const ENCODED = /^(?:(?=.*[a-z])(?=.*[A-Z])(?=.*[\d=])[A-Za-z0-9+/_=-]{20,}|[0-9a-fA-F]{32,128})$/;

/** For a field that holds a phone or an address: nothing of the kind looks like this. */
export function isCiphertext(text: string): boolean {
  return WRAPPED.test(text) || ENCODED.test(text);
}

/** For an opaque id, which may well be base64 itself. */
export function isDelimitedCiphertext(text: string): boolean {
  return DELIMITED.test(text);
}
