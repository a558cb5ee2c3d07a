import { useQuery } from '@tanstack/react-query';
import { suppressions } from '../../../../operations/suppressions.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Panel, tableClass } from '../../parts/page.tsx';

export function Suppressions() {
  const { t, time } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['suppressions'],
    queryFn: ({ signal }) => ask(suppressions, '/api/suppressions', undefined, signal),
    refetchInterval: 10_000,
  });
  return (
    <Panel title={t.privacy.suppressions} hint={t.privacy.suppressionsHint} isFlush>
      {!data ? (
        <Pending error={error} refetch={refetch} />
      ) : data.suppressions.length === 0 ? (
        <p style={{ padding: '0 14px' }}>{t.privacy.noSuppressions}</p>
      ) : (
        <table className={tableClass}>
          <thead>
            <tr>
              <th>{t.privacy.hash}</th>
              <th className="number">{t.privacy.since}</th>
            </tr>
          </thead>
          <tbody>
            {data.suppressions.map(({ key, erased, suppressed, withdrawn }) => (
              <tr key={key}>
                <td className="mono">{key}</td>
                <td className="number">{time.short(suppressed ?? erased ?? withdrawn ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
