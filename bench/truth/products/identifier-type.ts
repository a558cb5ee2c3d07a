import type { Identity } from '../statement.ts';

/** Where a product has no scopes, an id of each app and each shop is a type of its own. The membership is the user id. */
export function identifierType({ kind, scope }: Identity): string {
  if (kind === 'member-no') return 'user_id';
  if (kind === 'mobile') return 'phone';
  return scope === '' ? kind : `${kind} of ${scope}`;
}
