/** A customer's id in the CDP: up to 19 digits, never a JavaScript number (Q06). */
export type CustomerId = string & { readonly brand: 'CustomerId' };
/** A customer group's id, not a folder's (Q19). */
export type GroupId = string & { readonly brand: 'GroupId' };
/** The id of a folder of customer groups, not a group's (Q19). */
export type FolderId = string & { readonly brand: 'FolderId' };

/** Reads an id off the wire: a number, or digits. 0, null and nothing are no id (Q05). */
export function customerId(value: unknown): CustomerId | undefined {
  return digits(value) as CustomerId | undefined;
}

export function groupId(value: unknown): GroupId | undefined {
  return digits(value) as GroupId | undefined;
}

export function folderId(value: unknown): FolderId | undefined {
  return digits(value) as FolderId | undefined;
}

function digits(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^[1-9]\d{0,18}$/.test(text) ? text : undefined;
}
