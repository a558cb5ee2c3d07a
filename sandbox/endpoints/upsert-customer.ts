import type { ExtendedAttribute, ResolutionStrategy } from '../../functions/shared/cdp/contract.ts';
import { fitsExtendedAttribute } from '../extended-attribute.ts';
import { headerList } from '../protocol/message.ts';
import { decline, type Declined } from '../declined.ts';
import type { SentFields } from '../resolution/fields.ts';
import type { Identity } from '../resolution/identity.ts';
import type { NormalisedList } from '../resolution/normalise.ts';
import { resolve, type Excess, type Plan } from '../resolution/resolve.ts';
import { applyPlan } from '../store/apply-plan.ts';
import { newId, type Tenant } from '../tenant.ts';
import { lookupsOf } from './resolution-state.ts';

export type UpsertOutcome =
  | { readonly ok: true; readonly customerId: string; readonly plan: Plan; readonly revived: readonly string[] }
  | Declined;

export interface Upsert extends ResolutionStrategy {
  readonly identities: NormalisedList;
  readonly fields: SentFields;
  /** A static group to join. */
  readonly groupId: string | undefined;
  readonly requestId?: string | undefined;
}

/** Finds or creates the customer of the identities, links, merges and updates, in one transaction. */
export function upsertCustomer(tenant: Tenant, { identities, groupId, requestId, ...upsert }: Upsert): UpsertOutcome {
  const { store, switches } = tenant;
  const { identityTypes } = store;
  return store.transact((): UpsertOutcome => {
    const declined = declineGroup(tenant, groupId) ?? declineAttributes(tenant, upsert.fields.extendAttrList ?? []);
    if (declined !== undefined) return declined;
    // Q14, Q21: declared by use where the switches have it; otherwise the call was refused before.
    for (const code of identities.unknownTypes) identityTypes.define({ code, uniquePerCustomer: false });
    const past = switches.deletedIdentities === 'release' ? noPast : recallDeleted(tenant, identities.identities);
    if (!past.ok) return past;

    const plan = resolve(lookupsOf(tenant), identityTypes.known, {
      ...upsert,
      identities: identities.identities,
      switches,
      groupId,
    });
    if (plan.excess !== undefined) return declineExcess(plan.excess, tenant);
    const now = tenant.now();
    const customerId = applyPlan(store, plan, { now, newId: () => newId(tenant), requestId });
    return { ok: true, customerId, plan, revived: past.revived };
  });
}

function declineGroup({ store }: Tenant, groupId: string | undefined): Declined | undefined {
  if (groupId === undefined) return undefined;
  const group = store.groups.get(groupId);
  // Q19: a folder's id is no group's id.
  if (group === undefined) return decline('E_GROUP_UNKNOWN', 'groupId is not a customer group');
  return group.smart ? decline('E_GROUP_SMART', 'groupId is a smart group, which no call can join') : undefined;
}

/** Q21 */
function declineAttributes({ store, switches }: Tenant, sent: readonly ExtendedAttribute[]): Declined | undefined {
  for (const [index, { attrKey, attrName, attrValue }] of sent.entries()) {
    let definition = store.attributes.get(attrKey);
    if (definition === undefined && switches.unknownAttribute === 'create' && attrKey !== '__proto__') {
      definition = { key: attrKey, type: 'string', ...(attrName && { label: attrName }) };
      store.attributes.define(definition);
    }
    if (definition === undefined)
      return decline('E_ATTRIBUTE_UNKNOWN', `extendAttrList[${index}].attrKey names no extended attribute`);
    if (!fitsExtendedAttribute(definition, attrValue))
      return decline('E_ATTRIBUTE_VALUE', `extendAttrList[${index}].attrValue does not fit the attribute's type`);
  }
  return undefined;
}

type Past = { readonly ok: true; readonly revived: readonly string[] } | Declined;

const noPast: Past = { ok: true, revived: [] };

/** Identities of deleted customers: refused, or they bring their customer back before anything is decided. */
function recallDeleted({ store, switches }: Tenant, identities: readonly Identity[]): Past {
  const held = identities.flatMap((identity) => {
    const holder = store.identities.owner(identity) === undefined ? store.tombstones.holder(identity) : undefined;
    return holder === undefined ? [] : [{ identity, holder }];
  });
  const [first] = held;
  if (first === undefined) return noPast;
  if (switches.deletedIdentities === 'retain')
    return decline(
      'E_IDENTITY_DELETED',
      `an identity of type ${headerList([first.identity.type])} is a deleted customer's`,
    );
  const revived = [...new Set(held.map(({ holder }) => holder))];
  for (const customerId of revived) {
    const own = held.filter(({ holder }) => holder === customerId).map(({ identity }) => identity);
    store.customers.revive(customerId, own);
    store.tombstones.removeAll(customerId);
    for (const identity of own) store.identities.link(identity, customerId);
  }
  return { ok: true, revived };
}

function declineExcess(excess: Excess, { switches }: Tenant): Declined {
  return excess.kind === 'merges'
    ? decline('E_CAP_MERGES', `the call would merge ${excess.count} customers; at most ${switches.maxMergesPerCall}`)
    : decline(
        'E_CAP_IDENTITIES',
        `the customer would hold ${excess.count} identities of type ${headerList([excess.type])}; at most ${switches.maxIdentitiesPerType}`,
      );
}

/** What was decided, by identity type; never by value, which is personal. */
export function explain({ plan, revived }: UpsertOutcome & { ok: true }): Record<string, string> {
  const { target, dropped, merges, skippedMerges } = plan;
  const by = target.kind === 'found' ? `found-by:${headerList([target.by.type])}` : 'created';
  return {
    'x-sandbox-target': by,
    ...(dropped.length > 0 && {
      'x-sandbox-dropped': dropped.map((d) => `${headerList([d.identity.type])} (${d.reason})`).join(', '),
    }),
    ...(merges.length > 0 && { 'x-sandbox-merged': merges.join(', ') }),
    ...(skippedMerges.length > 0 && {
      'x-sandbox-skipped-merges': skippedMerges
        .map(
          ({ customerId, conflictingType }) =>
            `${customerId} (${conflictingType === undefined ? 'passed over as target' : headerList([conflictingType])})`,
        )
        .join(', '),
    }),
    ...(revived.length > 0 && { 'x-sandbox-revived': revived.join(', ') }),
  };
}
