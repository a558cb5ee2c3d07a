import type { Json, JsonObject } from '../../../json/lossless.ts';

const ID = /^[1-9]\d{0,18}$/;

/** A row's number as Commerce writes it, as a number or as text; 0 stands for nobody. */
export function recordDigits(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
  return typeof value === 'string' && ID.test(value) ? value : undefined;
}

/** Whose id a record gives, and where; `ambiguous` where it gives two. */
export type RecordId =
  | { readonly kind: 'one'; readonly id: string; readonly field: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly field: string; readonly value: Json };

/** The number of a customer: `id` of the interface, `entity_id` of the model; the merchant chooses which come. */
export function adobeCustomerId(customer: JsonObject): RecordId {
  const byField = ['id', 'entity_id'].flatMap((field) => {
    const id = recordDigits(customer[field]);
    return id === undefined ? [] : [{ kind: 'one', id, field } as const];
  });
  const [first, second] = byField;
  if (!first) return { kind: 'none' };
  return second && second.id !== first.id ? { kind: 'ambiguous', field: first.field, value: first.id } : first;
}

/** The customer of an order. A guest has none: an order that says both is nobody's. */
export function buyerId(order: JsonObject): RecordId {
  const id = recordDigits(order['customer_id']);
  if (id === undefined) return { kind: 'none' };
  const guest = order['customer_is_guest'];
  const isGuest = guest === true || guest === 1 || guest === '1';
  return isGuest ? { kind: 'ambiguous', field: 'customer_id', value: id } : { kind: 'one', id, field: 'customer_id' };
}

/** The number of an order: its row, else the number that people see. */
export function orderNumber(order: JsonObject): string | undefined {
  const increment = order['increment_id'];
  const visible = typeof increment === 'string' && /^[\w-]{1,64}$/.test(increment) ? increment : undefined;
  return recordDigits(order['entity_id']) ?? visible;
}
