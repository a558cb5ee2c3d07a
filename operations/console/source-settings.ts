import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import { same } from '../../functions/shared/text/localized.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import type { SourcePage, SourceRow } from './source-page.ts';

/** How the events of a connection come. */
export function transportOf({ source }: Pick<ConnectionConfig, 'source'>): SourceRow['via'] {
  return sources[source].coverage.transport === 'inlet' ? 'inlet' : 'webhook';
}

/** What the check of its settings finds, without asking anybody. */
export function settingFindings({ source, options }: ConnectionConfig): SourcePage['findings'] {
  const checkUp = sources[source].checkUp.configure(options);
  return checkUp.ok
    ? checkUp.value.settings().map(({ check, verdict, detail }) => ({
        check,
        verdict,
        detail: typeof detail === 'string' ? same(detail) : detail,
      }))
    : [];
}
