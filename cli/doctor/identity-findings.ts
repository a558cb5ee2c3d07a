import type { Finding } from '../../functions/shared/sources/finding.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import type { Examined } from './examined.ts';

/** In the evidence of a source whose events name their kinds themselves. */
const ANY = '*';

/** Whether the tenant has a code for what the source yields. A kind without one is never sent. */
export function identityFindings({ config, connection }: Examined): readonly Finding[] {
  const check = 'identity types';
  const { source, enrich } = connection;
  const { evidence, enrichment } = sources[source].coverage;
  const kindsNeeded = [...new Set([...evidence, ...(enrich ? enrichment : [])].map(({ kind }) => kind))];
  if (kindsNeeded.length === 0) return [{ check, verdict: 'ok', detail: 'it needs none: its events name nobody' }];
  const kinds = kindsNeeded.filter((kind) => kind !== ANY);
  const missing = kinds.filter((kind) => config.cdp.identityTypes[kind] === undefined);
  if (missing.length === 0)
    return [{ check, verdict: 'ok', detail: kinds.join(', ') || 'those that your events name' }];
  const verdict = missing.length === kinds.length ? 'problem' : 'warning';
  const detail = `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no code, and ${missing.length === 1 ? 'is' : 'are'} never sent`;
  return [{ check, verdict, detail, fix: 'add the tenant’s codes to cdp.identityTypes' }];
}
