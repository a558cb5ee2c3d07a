import { useQuery } from '@tanstack/react-query';
import { type SourceRow, sourceRows } from '../../../../operations/console/source-page.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Page, Panel, tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** Every connection: since when it is silent, what was rejected, and whether its secret is there. */
export function SourcesScreen() {
  const { t, number, time } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => ask(sourceRows, '/api/sources', undefined, signal),
    refetchInterval: 10_000,
  });
  if (!data) return <Pending error={error} refetch={refetch} />;
  const sources = data.sources.toSorted((one, other) => (other.lastEvent ?? '').localeCompare(one.lastEvent ?? ''));
  // A stage counts neither by connection.
  const isCounted = sources.some(({ events }) => events !== undefined);
  return (
    <Page title={t.sources.title} hint={t.sources.hint}>
      <Panel title={t.sources.title} isFlush>
        <table className={tableClass}>
          <thead>
            <tr>
              <th>{t.common.connection}</th>
              <th>{t.sources.lastEvent}</th>
              {isCounted && <th className="number">{t.sources.today}</th>}
              {isCounted && <th>{t.sources.rejected}</th>}
              <th>{t.sources.secret}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.name}>
                <td>
                  <Link href={addressOf.source(source.name)}>{source.name}</Link>{' '}
                  <span className="quiet">{source.source}</span>
                </td>
                <td className={source.lastEvent === undefined ? 'quiet' : undefined}>
                  {source.lastEvent === undefined ? t.sources.never : time.ago(source.lastEvent)}
                </td>
                {isCounted && (
                  <>
                    <td className="number">
                      {source.events === undefined || source.events === 0 ? '' : number(source.events)}
                    </td>
                    <td>
                      {(source.rejected ?? []).map(({ reason, count }) => `${reason} ${number(count)}`).join(', ')}
                    </td>
                  </>
                )}
                <td>
                  <SecretState source={source} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </Page>
  );
}

/** Whether a secret is there, how old it is, and when it was last used. */
export function SecretState({ source: { secret } }: { readonly source: SourceRow }) {
  const { t, time } = useLanguage();
  const { state, live, values, changed, accessed } = secret;
  if (state === 'missing') return <b>{t.sources.noSecret}</b>;
  if (state !== 'there')
    return <span className="quiet">{state === 'unknown' ? t.sources.unknownSecret : t.sources.notNeeded}</span>;
  return (
    <>
      {live === undefined ? t.sources.isThere : t.sources.live(live)}
      {values?.map(({ lastUse }, index) => (
        // The values of a secret are known by their place alone.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="quiet" title={lastUse && time.full(lastUse)}>
          {t.sources.value(index + 1, lastUse === undefined ? undefined : time.ago(lastUse))}
        </div>
      ))}
      {changed !== undefined && (
        <span className="quiet" title={time.full(changed)}>
          {' · '}
          {t.sources.changed(time.ago(changed))}
        </span>
      )}
      {accessed !== undefined && (
        <span className="quiet" title={time.full(accessed)}>
          {' · '}
          {t.sources.accessed(time.ago(accessed))}
        </span>
      )}
    </>
  );
}
