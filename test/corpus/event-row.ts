import type { ProfileFields } from '../../functions/shared/change/customer-change.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import type { Identification, Ignored } from '../../functions/shared/sources/source.ts';
import { configuredOptions } from './configured-options.ts';
import { APP, COMMERCE, CORP, SHOP } from './payloads.ts';

export const platforms = [
  'shopify',
  'shoplazza',
  'shopline',
  'woocommerce',
  'bigcommerce',
  'stripe',
  'standard-webhooks',
  'cloudevents',
  'github-style',
  'wechat-official-account',
  'wechat-mini-program',
  'wechat-pay',
  'wechat-store',
  'brand-events',
  'wecom',
  'adobe-io-events',
  'adobe-commerce-webhooks',
  'youzan',
  'doudian',
  'kuaishou',
  'taobao',
  'weimob',
  'amazon',
  'douyin',
  'pinduoduo',
  'xiaohongshu',
  'jd',
] as const;
export type Platform = (typeof platforms)[number];

/** What an event must say, as texts: `kind[@scope] value grade field`, `verified,record` where a record repeats a proof; discarded as `field: reason`; profile as its fields. */
export type Expected =
  | {
      readonly identities: readonly string[];
      readonly discarded?: readonly string[];
      readonly triggers?: readonly string[];
      readonly profile?: ProfileFields;
      readonly released?: readonly string[];
    }
  | { readonly erase: readonly string[] }
  | { readonly suppress: readonly string[] }
  | { readonly lift: readonly string[] }
  | { readonly ignored: string; readonly discarded?: readonly string[] };

export interface EventRow {
  readonly platform: Platform;
  readonly rule: string;
  readonly type: string;
  readonly data: Json;
  readonly expected: Expected;
  readonly options?: object;
  readonly region?: string;
}

const options: Readonly<Record<Platform, object>> = {
  shopify: { shop: SHOP },
  shoplazza: {},
  shopline: {},
  woocommerce: {},
  bigcommerce: {},
  stripe: {},
  'standard-webhooks': configuredOptions,
  cloudevents: configuredOptions,
  'github-style': { ...configuredOptions, typePath: 'type' },
  'wechat-official-account': { appId: APP },
  'wechat-mini-program': { appId: APP },
  'wechat-pay': {},
  'wechat-store': { appId: APP },
  'brand-events': {},
  wecom: { corpId: CORP },
  'adobe-io-events': { clientId: 'client0001', sites: { [COMMERCE]: 'tea' } },
  'adobe-commerce-webhooks': { site: 'tea' },
  youzan: {},
  jd: { appKey: '3000000000000000', venderId: '10000001', acceptUnconfirmed: true },
  xiaohongshu: {},
  pinduoduo: {},
  douyin: { clientKey: 'aw0000000000000001' },
  amazon: {},
  weimob: { bosId: '4000000000001' },
  taobao: { appKey: '12000001', sellerId: '100000001', merchantEntity: 'brand' },
  kuaishou: { appKey: 'ks0000000000000001' },
  doudian: {},
};

/** The options of the connection that has the event. */
export function optionsOf({ platform, options: more }: Pick<EventRow, 'platform' | 'options'>): object {
  return { ...options[platform], ...more };
}

export function outcomeOf(row: Omit<EventRow, 'rule' | 'expected'>): Identification | Ignored {
  const configured = identifiers[row.platform]?.configure(optionsOf(row), row);
  if (!configured?.ok) throw new Error(`${row.platform} does not take these options`);
  return configured.value({
    specversion: '1.0',
    id: 'an-id',
    source: `/${row.platform}/corpus`,
    type: row.type,
    time: '2026-10-02T16:00:00+08:00',
    datacontenttype: 'application/json',
    data: row.data,
    connection: 'corpus',
    receivedtime: '2026-10-02T16:00:01+08:00',
  });
}

export function identitiesOf(outcome: Identification | Ignored): readonly Identity[] {
  return outcome.outcome === 'changes' ? outcome.changes.flatMap(({ identities }) => identities) : [];
}

export function inWords({ kind, scope, value, evidence }: Identity): string {
  const sure = evidence.basis === undefined ? evidence.grade : `${evidence.grade},${evidence.basis}`;
  return `${kind}${scope === '' ? '' : `@${scope}`} ${value} ${sure} ${evidence.field}`;
}

/** An outcome as a row writes it. */
export function said(outcome: Identification | Ignored): Expected {
  const list = (discarded: Ignored['discarded']) =>
    discarded ? { discarded: discarded.map(({ field, reason }) => `${field}: ${reason}`) } : {};
  if (outcome.outcome === 'ignored') return { ignored: outcome.reason, ...list(outcome.discarded) };
  const [change, ...more] = outcome.changes;
  if (!change || more.length > 0) throw new Error('one event, one change');
  if (change.kind === 'erase') return { erase: change.identities.map(inWords) };
  if (change.kind === 'suppress') return { suppress: change.identities.map(inWords) };
  if (change.kind === 'lift-suppression') return { lift: change.identities.map(inWords) };
  return {
    identities: change.identities.map(inWords),
    ...list(change.discarded),
    ...(change.triggers.length > 0 && { triggers: change.triggers }),
    ...(Object.keys(change.profile).length > 0 && { profile: change.profile }),
    ...(change.released && { released: change.released.map(inWords) }),
  };
}
