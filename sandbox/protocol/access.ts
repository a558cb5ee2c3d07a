import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { endpoints, type EndpointName, type Permission } from '../../functions/shared/cdp/contract.ts';
import { textField } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { decline, type Declined } from '../declined.ts';
import type { Switches } from '../switches.ts';
import type { Tenant } from '../tenant.ts';
import { success, type Answer } from './message.ts';

/** What a token may do. Two endpoints are documented under the tag permissions (Q31, Q35). */
export type TokenPermission = Permission | 'tag-read' | 'tag-write';

export const allPermissions: readonly TokenPermission[] = [
  'customer-read',
  'customer-write',
  'group-read',
  'group-write',
  'tag-read',
  'tag-write',
];

export interface Credential {
  readonly appKey: string;
  readonly secret: string;
  /** All when left out. */
  readonly permissions?: readonly TokenPermission[];
}

/** Body of `POST /sandbox/token`. */
export const tokenRequest = z.object({ appKey: textField, secret: textField });

/** Q01: the sandbox's own token exchange, and the check of the `token` header. */
export class Access {
  readonly #tenant: Tenant;
  readonly #credentials: ReadonlyMap<string, Credential>;

  /** @throws RangeError when a credential has a permission that does not exist. */
  constructor(tenant: Tenant, credentials: readonly Credential[]) {
    this.#tenant = tenant;
    this.#credentials = new Map(credentials.map((credential) => [credential.appKey, credential]));
    for (const permission of credentials.flatMap(({ permissions = [] }) => permissions))
      if (!allPermissions.includes(permission))
        throw new RangeError(`no permission ${JSON.stringify(permission)}; there are ${allPermissions.join(', ')}`);
  }

  issue({ appKey, secret }: z.infer<typeof tokenRequest>): Answer {
    const credential = this.#credentials.get(appKey);
    if (credential === undefined || !equal(secret, credential.secret))
      return decline('E_CREDENTIALS', 'appKey or secret is wrong');
    const { store, switches, now } = this.#tenant;
    const token = randomBytes(24).toString('base64url');
    const expiresIn = switches.tokenLifetimeSeconds;
    store.tokens.removeExpired(now());
    store.tokens.add(token, appKey, now() + expiresIn * 1000);
    return success({ token, expiresIn });
  }

  /** Why a call may not be made, if it may not. */
  check(token: string | undefined, endpoint: EndpointName): Declined | undefined {
    if (token === undefined || token === '') return decline('E_TOKEN', 'the token header is missing');
    const appKey = this.#tenant.store.tokens.appKeyOf(token, this.#tenant.now());
    const credential = appKey === undefined ? undefined : this.#credentials.get(appKey);
    if (credential === undefined) return decline('E_TOKEN', 'the token is unknown or expired');
    if (credential.permissions === undefined) return undefined;
    const permission = permissionOf(endpoint, this.#tenant.switches);
    return credential.permissions.includes(permission)
      ? undefined
      : decline('E_PERMISSION', `the token lacks the permission ${permission}`);
  }

  /** Ends a token before its time. */
  expire(token: string | undefined): void {
    if (token !== undefined) this.#tenant.store.tokens.remove(token);
  }
}

/** Q31, Q35: what the documents print under the tag permissions is about groups and folders. */
function permissionOf(endpoint: EndpointName, switches: Switches): TokenPermission {
  if (endpoint === 'customerGroupSimpleQuery') return switches.groupListPermission;
  if (endpoint === 'groupUpdate') return switches.folderUpdatePermission;
  return endpoints[endpoint].permission;
}

function equal(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
