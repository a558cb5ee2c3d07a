import * as z from 'zod/mini';
import { must } from '../../functions/shared/cdp/contract/field.ts';
import {
  bool,
  customerIdField,
  folderIdField,
  groupIdField,
  listField,
  nonEmptyText,
  objectField,
  textField,
} from '../../functions/shared/cdp/contract/vocabulary.ts';
import { createCustomerByIdentity } from '../endpoints/create-customer.ts';
import { locateCustomer } from '../endpoints/customer-id.ts';
import { bodyEndpoint } from '../endpoints/endpoint.ts';
import { success } from '../protocol/message.ts';
import { decline, type Declined } from '../declined.ts';
import { newId, type Tenant } from '../tenant.ts';

/** Who is in a smart group: a customer's id, or an identity; whom nobody owns yet becomes a customer. */
export type SmartGroupMember = string | { readonly identityType: string; readonly identityValue: string };

export interface SmartGroup {
  readonly name: string;
  readonly description?: string | undefined;
  readonly members?: readonly SmartGroupMember[] | undefined;
  /** Still being computed: G13 says so. */
  readonly computing?: boolean | undefined;
}

const members = listField(
  z.union(
    [customerIdField, objectField({ identityType: textField, identityValue: textField })],
    must('an id or an identity'),
  ),
);

/** What the platform's rules do to smart groups, no endpoint of the API does. */
const order = z.object({
  /** An existing smart group; a new one when left out. */
  customerGroupId: z.optional(groupIdField),
  name: z.optional(nonEmptyText),
  description: z.optional(textField),
  folderId: z.optional(folderIdField),
  /** All members from now on. */
  members: z.optional(members),
  computing: z.optional(bool),
});

/** `POST /sandbox/smart-groups`: makes one, or gives one its new result. Answers with its id as text. */
export const smartGroupOrder = bodyEndpoint(order, (tenant, { customerGroupId, folderId, ...wanted }) =>
  tenant.store.transact(() => {
    const { groups, folders } = tenant.store;
    if (folderId !== undefined && !folders.exists(folderId))
      return decline('E_FOLDER_UNKNOWN', 'folderId is not a group folder');
    const known = customerGroupId === undefined ? undefined : groups.get(customerGroupId);
    if (customerGroupId !== undefined && known?.smart !== true)
      return decline('E_GROUP_UNKNOWN', 'customerGroupId is not a smart group');
    const name = wanted.name ?? known?.name;
    if (name === undefined) return decline('E_FIELD', 'name is required');
    const id = known?.id ?? newId(tenant);
    const group = {
      id,
      name,
      description: wanted.description ?? known?.description ?? '',
      smart: true,
      computing: wanted.computing ?? known?.computing ?? false,
      folder: folderId ?? known?.folder,
    };
    if (known === undefined) groups.create(group);
    else groups.update(group);
    const declined = wanted.members === undefined ? undefined : setMembers(tenant, id, wanted.members);
    return declined ?? success({ id });
  }),
);

/** Makes the smart groups of the options that do not exist yet. @throws Error when a member is refused */
export function seedSmartGroups(tenant: Tenant, seeds: readonly SmartGroup[]): void {
  const { groups, transact } = tenant.store;
  for (const { name, description = '', members = [], computing = false } of seeds) {
    if (groups.smartGroupOfName(name) !== undefined) continue;
    const id = newId(tenant);
    const declined = transact(() => {
      groups.create({ id, name, description, smart: true, computing, folder: undefined });
      return setMembers(tenant, id, members);
    });
    if (declined !== undefined) throw new Error(`the smart group ${name}: ${declined.message}`);
  }
}

function setMembers(tenant: Tenant, groupId: string, members: readonly SmartGroupMember[]): Declined | undefined {
  const { groups } = tenant.store;
  groups.removeMembers(groupId);
  for (const [index, member] of members.entries()) {
    const found = memberId(tenant, member);
    if (!found.ok) return decline(found.code, `members[${index}]: ${found.message}`);
    groups.join(groupId, found.id);
  }
  return undefined;
}

function memberId(tenant: Tenant, member: SmartGroupMember): { readonly ok: true; readonly id: string } | Declined {
  if (typeof member === 'string') return locateCustomer(tenant, member);
  const made = createCustomerByIdentity(tenant, { identityList: [member] });
  return made.ok ? { ok: true, id: made.customerId } : made;
}
