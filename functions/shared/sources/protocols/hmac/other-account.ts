import type { Verification } from '../../source.ts';
import type { HmacSourceDefinition } from './hmac-source-definition.ts';

/** Rejects what a header says is of another account than the options name; without either nobody can say so. */
export function rejectOtherAccount<Options>(
  header: string,
  own: (options: Options) => string | undefined,
): NonNullable<HmacSourceDefinition<string, Options, unknown>['reject']> {
  const rejection: Extract<Verification, { outcome: 'rejected' }> = {
    outcome: 'rejected',
    status: 403,
    reason: 'wrong-account',
    detail: `${header} names another account`,
  };
  return ({ headers }, options) => {
    const account = own(options);
    const named = headers[header];
    return account !== undefined && named && named.toLowerCase() !== account.toLowerCase() ? rejection : undefined;
  };
}
