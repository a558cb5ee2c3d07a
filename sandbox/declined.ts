/** Every reason for `code: -1`, by the machine word that callers may rely on, and the bare message of a tenant (Q03). */
export const declineMessages = {
  E_JSON: '请求体不是合法的JSON',
  E_FIELD: '参数错误',
  E_CREDENTIALS: 'appKey或secret错误',
  E_TOKEN: 'token无效或已过期',
  E_PERMISSION: '没有接口权限',
  E_FAULT: '请求异常',
  E_STRATEGY: '策略参数不一致',
  E_IDENTITY_LIST: '客户身份列表错误',
  E_IDENTITY_COUNT: '客户身份数量超过限制',
  E_IDENTITY_PAIR: '身份类型和身份值要么同时传，要么都不传',
  E_IDENTITY_LENGTH: '客户身份超过长度限制',
  E_IDENTITY_TYPE: '客户身份类型不存在',
  E_IDENTITY_PLACEHOLDER: '身份值无效',
  E_IDENTITY_DELETED: '客户身份属于已删除的客户',
  E_CAP_IDENTITIES: '同一客户的同类身份数量超过限制',
  E_CAP_MERGES: '一次合并的客户数量超过限制',
  E_ATTRIBUTE_UNKNOWN: '属性不存在',
  E_ATTRIBUTE_VALUE: '属性值类型错误',
  E_CUSTOMER_NOT_FOUND: '客户不存在',
  E_CUSTOMER_MERGED: '客户已被合并',
  E_CUSTOMER_EXISTS: '客户已存在',
  E_GROUP_UNKNOWN: '客户群组不存在',
  E_GROUP_SMART: '智能群组不支持修改客户',
  E_GROUP_TYPE: '群组类型错误',
  E_FOLDER_UNKNOWN: '分组不存在',
  E_FOLDER_NOT_EMPTY: '分组不为空，不能删除',
  E_SWITCH_UNKNOWN: '开关不存在',
  E_MERGE_UNKNOWN: '合并记录不存在',
  E_MERGE_STANDS: '合并不能撤销',
  E_SNAPSHOT_UNKNOWN: '快照不存在',
} as const;

export type DeclineCode = keyof typeof declineMessages;

/** Why a call was not carried out. Becomes `code: -1` with the message `<code>: <message>` (Q03). */
export interface Declined {
  readonly ok: false;
  readonly code: DeclineCode;
  readonly message: string;
}

export function decline(code: DeclineCode, message: string): Declined {
  return { ok: false, code, message };
}
