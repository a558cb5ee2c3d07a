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
  if (kindsNeeded.length === 0)
    return [
      {
        check,
        verdict: 'ok',
        detail: { en: 'it needs none: its events name nobody', zh: '不需要：它的事件不涉及任何人' },
      },
    ];
  const kinds = kindsNeeded.filter((kind) => kind !== ANY);
  const missing = kinds.filter((kind) => config.cdp.identityTypes[kind] === undefined);
  if (missing.length === 0)
    return [
      {
        check,
        verdict: 'ok',
        detail: kinds.length > 0 ? kinds.join(', ') : { en: 'those that your events name', zh: '由你的事件写明' },
      },
    ];
  const verdict = missing.length === kinds.length ? 'problem' : 'warning';
  const names = missing.join(', ');
  const isOne = missing.length === 1;
  const detail = {
    en: `${names} ${isOne ? 'has' : 'have'} no code, and ${isOne ? 'is' : 'are'} never sent`,
    zh: `${names} 没有代码，因此从不发送`,
  };
  const fix = { en: 'add the tenant’s codes to cdp.identityTypes', zh: '在 cdp.identityTypes 中补上租户的代码' };
  return [{ check, verdict, detail, fix }];
}
