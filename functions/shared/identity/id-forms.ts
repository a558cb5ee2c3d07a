/** A phone, alone or with an extension behind it. Of ids in hex some begin with eleven such digits. */
const PHONE = '(?:\\+?86|0086)?1[3-9]\\d{9}(?:\\d{3,4}|[^A-Za-z0-9][^]*)?$';
const PHONE_TEXT = new RegExp(`^${PHONE}`);
const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
/** Ids of WeChat that are no person's: an app (`wx…`), a corp (`ww…`), an account (`gh_…`). */
const ACCOUNT = /^(?:w[wx][0-9a-z]{16}|gh_[0-9a-z]+)$/i;

/** A form that a phone would have too, where no id is one. */
function noPhone(form: string): RegExp {
  return new RegExp(`^(?!${PHONE})${form}$`);
}

/**
 * What the ids of each platform look like. Where a platform documents a form, or every id that was ever seen has it, no other is
 * taken. Where nothing is confirmed, a form only keeps out what cannot be an id: a nick, a phone, a word.
 */
export const idForms = {
  // Every one is 28 characters (WeChat's documents and captures).
  'wechat-openid': /^o[A-Za-z0-9_-]{27}$/,
  // 28 in all captures; the example of WeChat's documents has 29.
  'wechat-unionid': /^o[A-Za-z0-9_-]{27,28}$/,
  // `wm` of a WeChat user, `wo` of a WeCom user, and 30 characters in all captures; an example of the documents has 27.
  'wecom-external-userid': /^w[mo][A-Za-z0-9_-]{24,40}$/,
  // 8 letters and digits and 18 digits in all examples; not documented. Encrypted ones have other signs.
  'youzan-open-id': noPhone('[A-Za-z0-9]{8,64}'),
  // Base64 and its like; not documented. A nick mostly has other signs, and is masked since 2023.
  'taobao-omid': noPhone('[A-Za-z0-9+/=_-]{4,128}'),
  'taobao-ouid': noPhone('[A-Za-z0-9+/=_-]{4,128}'),
  'taobao-open-uid': noPhone('[A-Za-z0-9+/=_-]{4,128}'),
  // Described as an encrypted text and no more.
  'doudian-open-id': noPhone('[\\w+/=#@-]{8,256}'),
  // The one that was captured has 32 hexadecimal digits.
  'kuaishou-open-id': noPhone('[A-Za-z0-9+/=_-]{8,128}'),
  // As a UUID, or 36 characters that begin with an underscore. A number is a merchant's.
  'douyin-open-id': noPhone('(?!\\d+$)[A-Za-z0-9_-]{16,128}'),
  'jd-xid': /^o\*[A-Za-z0-9_-]{40,120}$/,
  'jd-open-id': /^[A-Za-z0-9_-]{43}$/,
  'weimob-wid': /^[1-9]\d{0,19}$/,
  // A keyed hash of ours.
  'guiyi-subject': /^[A-Za-z0-9_-]{24}$/,
  'shopify-customer': /^\d{1,20}$/,
  // Numbers and UUIDs.
  'shoplazza-customer': /^[A-Za-z0-9-]{1,64}$/,
  'shopline-customer': /^\d{1,20}$/,
  'woocommerce-customer': /^\d{1,20}$/,
  'bigcommerce-customer': /^\d{1,20}$/,
  'stripe-customer': /^cus_[A-Za-z0-9_]{1,120}$/,
  'adobe-commerce-customer': /^\d{1,20}$/,
  'amazon-buyer': /^[a-z0-9._+-]{1,64}@marketplace\.amazon\.[a-z]{2,3}(?:\.[a-z]{2})?$/,
} as const satisfies Readonly<Record<string, RegExp>>;

/** What every id of a kind looks like; undefined where that is the brand's own affair. */
export function formOf(kind: string): RegExp | undefined {
  return isKindWithForm(kind) ? idForms[kind] : undefined;
}

function isKindWithForm(kind: string): kind is keyof typeof idForms {
  return Object.hasOwn(idForms, kind);
}

export function isAccountId(text: string): boolean {
  return ACCOUNT.test(text);
}

/** Somebody's phone or address in the place of an id. */
export function isContactText(text: string): boolean {
  return PHONE_TEXT.test(text) || ADDRESS.test(text);
}

/** An id of WeChat or WeCom, whichever of their kinds it is. */
export function isWechatId(text: string): boolean {
  return (['wechat-openid', 'wechat-unionid', 'wecom-external-userid'] as const).some((kind) =>
    idForms[kind].test(text),
  );
}
