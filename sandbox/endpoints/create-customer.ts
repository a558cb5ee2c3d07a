import * as z from 'zod/mini';
import type { ExtendedAttribute, ResolutionStrategy } from '../../functions/shared/cdp/contract.ts';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { strategyFields } from '../../functions/shared/cdp/contract/profile.ts';
import { listField, objectField, textField, zeroOrOne } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import { firstIssue } from '../protocol/fields.ts';
import { success, type SandboxRequest } from '../protocol/message.ts';
import { decline, type Declined } from '../declined.ts';
import type { SentFields } from '../resolution/fields.ts';
import { normaliseIdentities, type SentPair } from '../resolution/normalise.ts';
import type { Switches } from '../switches.ts';
import type { Tenant } from '../tenant.ts';
import { lenientEndpoint } from './endpoint.ts';
import { explain, upsertCustomer, type UpsertOutcome } from './upsert-customer.ts';

/** Q02: what a call without strategies means. */
export const defaultStrategy: ResolutionStrategy = {
  identityPriorityStrategy: 'system',
  targetCustomerStrategy: 'identityFirst',
  autoMerge: false,
};

interface SentCustomer extends Omit<SentFields, 'profile' | 'deptCodes' | 'userIds' | 'extendAttrList'> {
  readonly identityPriorityStrategy?: ResolutionStrategy['identityPriorityStrategy'] | null | undefined;
  readonly targetCustomerStrategy?: ResolutionStrategy['targetCustomerStrategy'] | null | undefined;
  readonly autoMerge?: boolean | null | undefined;
  readonly identityList: readonly SentPair[];
  readonly groupId?: string | null | undefined;
  readonly deptCodeList?: readonly string[] | null | undefined;
  readonly userIdList?: readonly string[] | null | undefined;
  readonly extendAttrList?: readonly SentAttribute[] | null | undefined;
}

type SentAttribute = Omit<ExtendedAttribute, 'attrName'> & { readonly attrName?: string | null | undefined };

/** C2: finds or creates the customer the identities speak of, links, merges and updates, in one transaction. */
export function createCustomerByIdentity(
  tenant: Tenant,
  sent: SentCustomer & SentFields['profile'],
  requestId?: string,
): UpsertOutcome {
  const { store, switches } = tenant;
  const pairs = switches.fieldsCreateIdentities ? [...sent.identityList, ...pairsOfFields(sent)] : sent.identityList;
  const identities = normaliseIdentities(pairs, store.identityTypes.known, switches);
  if (!identities.ok) return identities;
  return upsertCustomer(tenant, {
    identities,
    identityPriorityStrategy: sent.identityPriorityStrategy ?? defaultStrategy.identityPriorityStrategy,
    targetCustomerStrategy: sent.targetCustomerStrategy ?? defaultStrategy.targetCustomerStrategy,
    autoMerge: sent.autoMerge ?? defaultStrategy.autoMerge,
    fields: {
      ...(switches.createTakesName && { name: sent.name, mobile: sent.mobile, mobileVerified: sent.mobileVerified }),
      profile: sent,
      extendAttrList: sent.extendAttrList?.map(({ attrKey, attrName, attrValue }) => ({
        attrKey,
        ...(attrName && { attrName }),
        attrValue,
      })),
      deptCodes: sent.deptCodeList ?? undefined,
      userIds: sent.userIdList ?? undefined,
    },
    groupId: sent.groupId || undefined,
    requestId,
  });
}

/** Q17, where a tenant reads identities out of the profile. */
function pairsOfFields({ appId, openId, unionId }: SentFields['profile']): readonly SentPair[] {
  return [
    ...(openId ? [{ identityType: 'wechat', identityValue: appId ? `${appId}:${openId}` : openId }] : []),
    ...(unionId ? [{ identityType: 'wechat-unionid', identityValue: unionId }] : []),
  ];
}

// Q13: both members of a pair or neither; which, the list as a whole decides.
const request = z.extend(contract.createCustomerByIdentity.request, {
  identityList: listField(objectField({ identityType: z.nullish(textField), identityValue: z.nullish(textField) })),
});
const { email, emailVerified, gender } = request.shape;
const nameFields = { name: z.nullish(textField), mobile: z.nullish(textField), mobileVerified: z.nullish(zeroOrOne) };
const withoutContacts = z.extend(request, {
  email: z.nullish(email),
  emailVerified: z.nullish(emailVerified),
  gender: z.nullish(gender),
});

/** Q10, Q11 */
const requests = {
  required: { plain: request, named: z.extend(request, nameFields) },
  optional: { plain: withoutContacts, named: z.extend(withoutContacts, nameFields) },
} as const;

export const createCustomerEndpoint = lenientEndpoint(
  'createCustomerByIdentity',
  ({ contactFields, createTakesName }) => requests[contactFields][createTakesName ? 'named' : 'plain'],
  (tenant, body, sent) => {
    const strategy = agreedStrategy(body, sent, tenant.switches);
    if (!strategy.ok) return strategy;
    const outcome = createCustomerByIdentity(tenant, { ...body, ...strategy.strategy }, sent.headers['x-request-id']);
    return outcome.ok ? success(rawInteger(outcome.customerId), explain(outcome)) : outcome;
  },
);

const strategies = z.object(strategyFields);

type Agreed = { readonly ok: true; readonly strategy: z.output<typeof strategies> } | Declined;

/** Q02: the strategies may stand in the body, in the query, or alike in both. */
function agreedStrategy(
  body: z.output<typeof strategies>,
  { query }: SandboxRequest,
  { strategyPlace }: Switches,
): Agreed {
  if (strategyPlace === 'body') return { ok: true, strategy: onlyStrategies(body) };
  const inQuery = z.safeParse(strategies, Object.fromEntries(query));
  if (!inQuery.success) return decline('E_FIELD', `query parameter ${firstIssue(inQuery.error)}`);
  if (strategyPlace === 'query') return { ok: true, strategy: onlyStrategies(inQuery.data) };
  for (const name of ['identityPriorityStrategy', 'targetCustomerStrategy', 'autoMerge'] as const) {
    const one = body[name] ?? undefined;
    const other = inQuery.data[name] ?? undefined;
    if (one !== undefined && other !== undefined && one !== other)
      return decline('E_STRATEGY', `${name} differs between body and query`);
  }
  return {
    ok: true,
    strategy: {
      identityPriorityStrategy: body.identityPriorityStrategy ?? inQuery.data.identityPriorityStrategy,
      targetCustomerStrategy: body.targetCustomerStrategy ?? inQuery.data.targetCustomerStrategy,
      autoMerge: body.autoMerge ?? inQuery.data.autoMerge,
    },
  };
}

function onlyStrategies({
  identityPriorityStrategy,
  targetCustomerStrategy,
  autoMerge,
}: z.output<typeof strategies>): z.output<typeof strategies> {
  return { identityPriorityStrategy, targetCustomerStrategy, autoMerge };
}
