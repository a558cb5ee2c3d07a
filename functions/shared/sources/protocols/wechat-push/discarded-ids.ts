import type { DiscardedValue, DiscardReason } from '../../../identity/discarded-value.ts';
import { discard } from '../../../identity/discard.ts';
import { holderOf, noIdBecause } from './customer.ts';
import { type PushKind, senderKind } from './push-kind.ts';
import { type PlacedText, textsOf } from './push-texts.ts';

type Push = Readonly<Record<string, unknown>>;

/** The values of a push that are not its customer's ids. @param openId The customer, where the push names one. */
export function discardedOf(
  push: Push,
  { customer, unionId, sender: counts }: PushKind,
  openId: string | undefined,
): readonly DiscardedValue[] {
  return [
    ...discardedIds('wechat-openid', candidates(push, customer)),
    ...(counts === 'counts' && openId === undefined ? discardedIds('wechat-openid', candidates(push, senderKind)) : []),
    ...(unionId ? discardedIds('wechat-unionid', textsOf(push, 'unionid')) : []),
    ...discardedThirdParties(push, thirdParties, '', openId),
    ...discardedThirdParties(push['GuideScanEvent'], guides, 'GuideScanEvent.', openId),
  ];
}

function candidates(push: Push, customer: PushKind['customer']): readonly PlacedText[] {
  const { fields, path } = holderOf(push, customer);
  return textsOf(fields, customer.name.toLowerCase(), path);
}

/** What stands where an id belongs and is none. Spellings that disagree name two people, and we cannot know which. */
function discardedIds(
  kind: 'wechat-openid' | 'wechat-unionid',
  texts: readonly PlacedText[],
): readonly DiscardedValue[] {
  const disagree = new Set(texts.map(({ value }) => value)).size > 1;
  return texts.flatMap(({ field, value }) => {
    const reason = noIdBecause(kind, value) ?? (disagree ? 'ambiguous' : undefined);
    return reason === undefined ? [] : discard(kind, field, value, reason);
  });
}

interface ThirdParty {
  readonly kind: 'wechat-openid' | 'wechat-staff-account';
  readonly reason: Extract<DiscardReason, 'staff' | 'receiver'>;
}

const employee: ThirdParty = { kind: 'wechat-openid', reason: 'staff' };
const account: ThirdParty = { kind: 'wechat-staff-account', reason: 'staff' };

/** Fields, in lower case, that name another person than the customer. */
const thirdParties: Readonly<Record<string, ThirdParty>> = {
  staffopenid: employee,
  kfaccount: account,
  fromkfaccount: account,
  tokfaccount: account,
  // Who gave the card, or who gets it: the other side of a gift, as a receiver is of a parcel.
  friendusername: { kind: 'wechat-openid', reason: 'receiver' },
};
const guides: Readonly<Record<string, ThirdParty>> = {
  qrcode_guide_openid: employee,
  qrcode_guide_account: account,
};

/** The customer's own openid, wherever it stands again, is no stranger's. */
function discardedThirdParties(
  push: unknown,
  fields: Readonly<Record<string, ThirdParty>>,
  path: string,
  openId: string | undefined,
): readonly DiscardedValue[] {
  return Object.entries(fields).flatMap(([name, { kind, reason }]) =>
    textsOf(push, name, path)
      .filter(({ value }) => value !== openId)
      .flatMap(({ field, value }) => discard(kind, field, value, reason)),
  );
}
