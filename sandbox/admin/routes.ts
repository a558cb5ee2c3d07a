import * as z from 'zod/mini';
import { bodyEndpoint, queryEndpoint } from '../endpoints/endpoint.ts';
import { tokenRequest, type Access } from '../protocol/access.ts';
import type { TenantClock } from '../protocol/clock.ts';
import { faultOrder, type Faults } from '../protocol/faults.ts';
import { success } from '../protocol/message.ts';
import type { Route } from '../protocol/routing.ts';
import { describeSwitches, setSwitches, type Switches } from '../switches.ts';
import type { Tenant } from '../tenant.ts';
import { clockOrder, clockReading } from './clock.ts';
import {
  extendedAttributeOrder,
  extendedAttributesListing,
  identityTypeOrder,
  identityTypesListing,
} from './declarations.ts';
import { customersListing, mergesListing } from './listings.ts';
import { releaseOrder } from './release-identities.ts';
import { smartGroupOrder } from './smart-groups.ts';
import { purgeOrder, resetOrder, snapshotOrder, snapshotsListing, undoOrder, type LooseState } from './upkeep.ts';

export interface Machinery {
  readonly tenant: Tenant;
  readonly access: Access;
  readonly faults: Faults;
  readonly clock: TenantClock;
  /** The switches as the sandbox was opened. */
  readonly opened: Switches;
  /** Makes what the options ask for and the data lacks. */
  readonly seed: () => void;
}

/** The sandbox's own paths, which no tenant has. They need no token. */
export function adminRoutes({ tenant, access, faults, clock, opened, seed }: Machinery): readonly [string, Route][] {
  const state: LooseState = {
    read: () => JSON.stringify({ switches: tenant.switches, clockOffset: clock.offset }),
    write: (text) => {
      const { switches, clockOffset } =
        text === undefined
          ? { switches: opened, clockOffset: 0 }
          : (JSON.parse(text) as { switches: Switches; clockOffset: number });
      // A snapshot of an older sandbox may lack a switch.
      tenant.switches = { ...opened, ...switches };
      clock.shift(clockOffset);
      faults.forget();
      seed();
    },
  };
  const anything = z.looseObject({});
  return [
    ['/sandbox/token', { POST: bodyEndpoint(tokenRequest, (_tenant, body) => access.issue(body)) }],
    [
      '/sandbox/switches',
      {
        GET: queryEndpoint(z.object({}), ({ switches }) => success(switches)),
        POST: bodyEndpoint(anything, (of, order) => {
          const set = setSwitches(of.switches, order);
          if (!set.ok) return set;
          of.switches = set.switches;
          return success(of.switches);
        }),
      },
    ],
    [
      '/sandbox/switches/definitions',
      { GET: queryEndpoint(z.object({}), ({ switches }) => success(describeSwitches(switches))) },
    ],
    [
      '/sandbox/faults',
      {
        GET: queryEndpoint(z.object({}), () => success({ faults: faults.list() })),
        POST: bodyEndpoint(faultOrder, (_tenant, order) => {
          faults.order(order);
          return success(null);
        }),
      },
    ],
    ['/sandbox/clock', { GET: clockReading(clock), POST: clockOrder(clock) }],
    ['/sandbox/identity-types', { GET: identityTypesListing, POST: identityTypeOrder }],
    ['/sandbox/extended-attributes', { GET: extendedAttributesListing, POST: extendedAttributeOrder }],
    ['/sandbox/smart-groups', { POST: smartGroupOrder }],
    ['/sandbox/customers', { GET: customersListing }],
    ['/sandbox/merges', { GET: mergesListing }],
    ['/sandbox/merges/undo', { POST: undoOrder }],
    ['/sandbox/identities/release', { POST: releaseOrder }],
    ['/sandbox/purge', { POST: purgeOrder }],
    ['/sandbox/snapshot', { POST: snapshotOrder(state) }],
    ['/sandbox/snapshots', { GET: snapshotsListing }],
    ['/sandbox/reset', { POST: resetOrder(state) }],
  ];
}
