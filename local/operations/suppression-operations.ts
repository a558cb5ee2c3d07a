import { identityHash } from '../../functions/shared/identity/keyed-hash.ts';
import type { SuppressionOperations } from '../../operations/suppressions.ts';
import type { IdentityRequest } from '../../operations/privacy.ts';
import type { Host } from '../host/host.ts';
import { readIdentityText } from '../../operations/identity-text.ts';
import { noIdentity, readPerson } from '../../operations/named-person.ts';
import { isObjection } from '../../operations/objection.ts';
import { enqueue } from './privacy-operations.ts';

const LIMIT = 500;

/** People of whom no event is used on this machine. */
export function localSuppressions(host: Host): SuppressionOperations {
  const take = async (request: 'suppress' | 'lift', { identity: text, why }: IdentityRequest) => {
    const identity = readPerson(text, host.config, 'nobody is blocked, and nobody freed');
    return isObjection(identity) ? identity : enqueue(host, request, identity, why);
  };
  return {
    list: async (after) => host.suppressions.list(LIMIT, after),
    async find(text) {
      const identity = readIdentityText(text, host.config);
      if (!identity) return noIdentity(text, host.config);
      return host.suppressions.find(`i:${identityHash(identity, host.config.cdp, host.hashKey)}`);
    },
    add: (request) => take('suppress', request),
    lift: (request) => take('lift', request),
  };
}
