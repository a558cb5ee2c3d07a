import * as z from 'zod/mini';
import {
  profileStringFields,
  type CreateCustomerByIdentity,
  type ExtendedAttribute,
  type ProfileStringField,
  type ResolutionStrategy,
} from '../../functions/shared/cdp/contract.ts';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import * as field from '../protocol/fields.ts';
import { headerList, success, type SandboxRequest } from '../protocol/message.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { SentFields } from '../resolution/fields.ts';
import { normaliseIdentities, type SentPair } from '../resolution/normalise.ts';
import { resolve, type Plan } from '../resolution/resolve.ts';
import { applyPlan } from '../store/apply-plan.ts';
import type { Tenant } from '../tenant.ts';
import { fitsExtendedAttribute, integerField } from './attribute-value.ts';
import { bodyEndpoint } from './endpoint.ts';

/** Q02: what a call without strategies means. */
const defaultStrategy: ResolutionStrategy = {
  identityPriorityStrategy: 'system',
  targetCustomerStrategy: 'identityFirst',
  autoMerge: false,
};

export type CreateOutcome = { readonly ok: true; readonly customerId: string; readonly plan: Plan } | Refusal;

type SentCustomer = Partial<ResolutionStrategy> & {
  readonly identityList: readonly SentPair[];
  readonly groupId?: string | undefined;
  readonly deptCodeList?: CreateCustomerByIdentity['deptCodeList'] | null | undefined;
  readonly userIdList?: CreateCustomerByIdentity['userIdList'] | null | undefined;
  readonly extendAttrList?:
    | readonly (Omit<ExtendedAttribute, 'attrName'> & { attrName?: unknown })[]
    | null
    | undefined;
} & SentFields['profile'];

/** C2: finds or creates the customer the identities speak of, links, merges and updates, in one transaction. */
export function createCustomerByIdentity(tenant: Tenant, sent: SentCustomer): CreateOutcome {
  const { store, identityTypes } = tenant;
  const normalised = normaliseIdentities(sent.identityList, identityTypes);
  if (!normalised.ok) return normalised;
  const attributesRefused = refuseAttributes(tenant, sent.extendAttrList ?? []);
  if (attributesRefused !== undefined) return attributesRefused;
  const fields: SentFields = {
    profile: sent,
    extendAttrList: sent.extendAttrList?.map(({ attrKey, attrValue }) => ({ attrKey, attrValue })),
    deptCodes: sent.deptCodeList ?? undefined,
    userIds: sent.userIdList ?? undefined,
  };
  return store.transact((): CreateOutcome => {
    // Q19: a folder's id is no group's id.
    if (sent.groupId !== undefined && !store.groups.exists(sent.groupId))
      return refuse('E_GROUP_UNKNOWN', 'groupId is not a customer group');
    const plan = resolve(
      {
        owner: (identity) => store.identities.owner(identity),
        uniqueIdentities: (customerId) => store.identities.ofCustomer(customerId),
      },
      identityTypes,
      {
        identities: normalised.identities,
        identityPriorityStrategy: sent.identityPriorityStrategy ?? defaultStrategy.identityPriorityStrategy,
        targetCustomerStrategy: sent.targetCustomerStrategy ?? defaultStrategy.targetCustomerStrategy,
        autoMerge: sent.autoMerge ?? defaultStrategy.autoMerge,
        fields,
        zeroOverwrites: tenant.switches.zeroOverwrites,
        groupId: sent.groupId,
      },
    );
    return { ok: true, customerId: applyPlan(store, plan, tenant.now()), plan };
  });
}

/** Q21: attributes are declared, never created by use. */
function refuseAttributes(
  { extendedAttributes }: Tenant,
  sent: readonly Pick<ExtendedAttribute, 'attrKey' | 'attrValue'>[],
): Refusal | undefined {
  for (const [index, { attrKey, attrValue }] of sent.entries()) {
    const definition = extendedAttributes.find(({ key }) => key === attrKey);
    if (definition === undefined)
      return refuse('E_ATTRIBUTE_UNKNOWN', `extendAttrList[${index}].attrKey names no extended attribute`);
    if (!fitsExtendedAttribute(definition, attrValue))
      return refuse('E_ATTRIBUTE_VALUE', `extendAttrList[${index}].attrValue does not fit the attribute's type`);
  }
  return undefined;
}

const stringFields = Object.fromEntries(
  profileStringFields.map((name) => [name, z.nullish(name === 'birthday' ? field.birthday : field.text)]),
) as Record<ProfileStringField, z.ZodMiniOptional<z.ZodMiniNullable<typeof field.text>>>;

const list = <T extends z.ZodMiniType>(of: T) => z.nullish(z.array(of, field.must('a list')));

const strategyFields = {
  identityPriorityStrategy: z.nullish(z.enum(['system', 'custom'], field.must('system or custom'))),
  targetCustomerStrategy: z.nullish(
    z.enum(['identityFirst', 'customerFirst'], field.must('identityFirst or customerFirst')),
  ),
  autoMerge: z.nullish(
    z.pipe(
      z.union([z.boolean(), z.enum(['true', 'false'])], field.must('true or false')),
      z.transform((value) => value === true || value === 'true'),
    ),
  ),
};
const querySchema = z.object(strategyFields);

const bodySchema = z.object({
  ...stringFields,
  annualRevenue: z.nullish(integerField.annualRevenue),
  campaignId: z.nullish(integerField.campaignId),
  editable: z.nullish(integerField.editable),
  employeeNumber: z.nullish(integerField.employeeNumber),
  isEmployee: z.nullish(integerField.isEmployee),
  // Q10: the three keys must stand; the empty email is accepted.
  email: field.text,
  emailVerified: integerField.emailVerified,
  gender: integerField.gender,
  groupId: field.optionalId,
  deptCodeList: list(field.text),
  userIdList: list(field.id),
  extendAttrList: list(
    z.object(
      { attrKey: field.nonEmptyText, attrName: z.nullish(field.text), attrValue: field.text },
      field.must('an object'),
    ),
  ),
  identityList: z.array(
    z.object({ identityType: z.nullish(field.text), identityValue: z.nullish(field.text) }, field.must('an object')),
    field.must('a list'),
  ),
  ...strategyFields,
});

export const createCustomerEndpoint = bodyEndpoint(bodySchema, (tenant, body, request) => {
  const strategy = agreedStrategy(body, request);
  if (!strategy.ok) return strategy;
  const outcome = createCustomerByIdentity(tenant, { ...body, ...strategy.strategy });
  return outcome.ok ? success(rawInteger(outcome.customerId), diagnostics(outcome.plan)) : outcome;
});

type Agreed = { readonly ok: true; readonly strategy: ResolutionStrategy } | Refusal;

/** Q02: the strategies may stand in the body, in the query, or alike in both. */
function agreedStrategy(body: z.infer<typeof querySchema>, request: SandboxRequest): Agreed {
  const query = z.safeParse(querySchema, Object.fromEntries(request.query));
  if (!query.success) return refuse('E_FIELD', `query parameter ${field.firstIssue(query.error)}`);
  for (const name of ['identityPriorityStrategy', 'targetCustomerStrategy', 'autoMerge'] as const) {
    const inBody = body[name] ?? undefined;
    const inQuery = query.data[name] ?? undefined;
    if (inBody !== undefined && inQuery !== undefined && inBody !== inQuery)
      return refuse('E_STRATEGY', `${name} differs between body and query`);
  }
  return {
    ok: true,
    strategy: {
      identityPriorityStrategy:
        body.identityPriorityStrategy ??
        query.data.identityPriorityStrategy ??
        defaultStrategy.identityPriorityStrategy,
      targetCustomerStrategy:
        body.targetCustomerStrategy ?? query.data.targetCustomerStrategy ?? defaultStrategy.targetCustomerStrategy,
      autoMerge: body.autoMerge ?? query.data.autoMerge ?? defaultStrategy.autoMerge,
    },
  };
}

/** What was decided, by identity type; never by value, which is personal. */
function diagnostics({ target, dropped, merges, skippedMerges }: Plan): Record<string, string> {
  const by = target.kind === 'found' ? `found-by:${headerList([target.by.type])}` : 'created';
  return {
    'x-sandbox-target': by,
    ...(dropped.length > 0 && {
      'x-sandbox-dropped': dropped.map((d) => `${headerList([d.identity.type])} (${d.reason})`).join(', '),
    }),
    ...(merges.length > 0 && { 'x-sandbox-merged': merges.join(', ') }),
    ...(skippedMerges.length > 0 && {
      'x-sandbox-skipped-merges': skippedMerges
        .map((skipped) => `${skipped.customerId} (${headerList([skipped.conflictingType])})`)
        .join(', '),
    }),
  };
}
