import type { Finding } from '../../functions/shared/sources/check-up.ts';
import { coverage } from '../../functions/shared/sources/coverage.ts';
import type { enrichedPlatforms } from '../../functions/shared/sources/enriched-platforms.ts';
import type { Examined } from './examined.ts';

/** In the evidence of a source whose events name their kinds themselves. */
const ANY = '*';

/** What the answers of a platform's own API yield beside the events. */
const answered: Readonly<Record<(typeof enrichedPlatforms)[number], readonly string[]>> = {
  'wechat-official-account': ['wechat-unionid'],
  'wechat-mini-program': ['wechat-unionid'],
  'wechat-pay': ['wechat-unionid'],
  'wechat-store': ['wechat-unionid'],
  wecom: ['wechat-unionid'],
  bigcommerce: ['email', 'mobile'],
  doudian: ['doudian-open-id'],
  amazon: ['amazon-buyer'],
};

/** Whether the tenant has a code for what the source yields. A kind without one is never sent. */
export function identityFindings({ config, connection }: Examined): readonly Finding[] {
  const check = 'identity types';
  const { source, enrich } = connection;
  const asked = enrich ? Object.entries(answered).flatMap(([name, kinds]) => (name === source ? kinds : [])) : [];
  const offered = [...new Set([...coverage[source].evidence.map(({ kind }) => kind), ...asked])];
  if (offered.length === 0) return [{ check, verdict: 'ok', detail: 'it needs none: its events name nobody' }];
  const kinds = offered.filter((kind) => kind !== ANY);
  const missing = kinds.filter((kind) => config.cdp.identityTypes[kind] === undefined);
  if (missing.length === 0)
    return [{ check, verdict: 'ok', detail: kinds.join(', ') || 'those that your events name' }];
  const verdict = missing.length === kinds.length ? 'problem' : 'warning';
  const detail = `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no code, and ${missing.length === 1 ? 'is' : 'are'} never sent`;
  return [{ check, verdict, detail, fix: 'add the tenant’s codes to cdp.identityTypes' }];
}
