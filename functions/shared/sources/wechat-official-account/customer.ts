import { findText, textOf, type FoundField } from '../wechat-crypto/push-object.ts';
import type { CustomerField } from './push-kinds.ts';

type Push = Readonly<Record<string, unknown>>;

const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Original ids of accounts begin so; openids do not. */
const ACCOUNT_ID = /^gh_/;

/** The customer's openid and where it stood; undefined when it is missing or cannot be an openid. */
export function customerOf(push: Push, customer: CustomerField): FoundField | undefined {
  const found = locate(push, customer);
  return found && ID.test(found.value) && !ACCOUNT_ID.test(found.value) ? found : undefined;
}

/** The unionid of pushes that document one (`UnionId`, `UnionID`). */
export function unionIdOf(push: Push): FoundField | undefined {
  const found = findText(push, 'unionid');
  return found && ID.test(found.value) ? found : undefined;
}

function locate(push: Push, customer: CustomerField): FoundField | undefined {
  switch (customer) {
    case 'FromUserName': {
      const value = textOf(push, 'FromUserName');
      return value === undefined ? undefined : { field: 'FromUserName', value };
    }
    case 'OpenID':
      return findText(push, 'openid');
    case 'GuideScanEvent.openid': {
      const scan = push['GuideScanEvent'];
      if (typeof scan !== 'object' || scan === null) return undefined;
      const value = textOf({ ...scan }, 'openid');
      return value === undefined ? undefined : { field: customer, value };
    }
  }
}
