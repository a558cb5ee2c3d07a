type ScopeKind = 'customer' | 'address' | 'order' | 'other';

const kinds: ReadonlyMap<string, ScopeKind> = new Map([
  ['store/customer/created', 'customer'],
  ['store/customer/updated', 'customer'],
  ['store/customer/deleted', 'customer'],
  ['store/customer/address/created', 'address'],
  ['store/customer/address/updated', 'address'],
  ['store/order/created', 'order'],
  ['store/order/updated', 'order'],
  ['store/order/statusUpdated', 'order'],
]);

export const scopes: readonly string[] = [...kinds.keys()];

export function kindOfScope(scope: string): ScopeKind {
  return kinds.get(scope) ?? 'other';
}
