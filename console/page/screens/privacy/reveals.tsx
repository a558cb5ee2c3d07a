import { useQuery } from '@tanstack/react-query';
import { reveals } from '../../../../operations/reveals.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Panel, tableClass } from '../../parts/page.tsx';

const SHOWN = 50;

export function Reveals() {
  const { t, time } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['reveals'],
    queryFn: ({ signal }) => ask(reveals, '/api/reveals', undefined, signal),
  });
  return (
    <Panel title={t.privacy.reveals} isFlush>
      {!data ? (
        <Pending error={error} refetch={refetch} />
      ) : data.reveals.length === 0 ? (
        <p style={{ padding: '0 14px' }}>{t.privacy.noReveals}</p>
      ) : (
        <table className={tableClass}>
          <thead>
            <tr>
              <th>{t.common.time}</th>
              <th>{t.privacy.who}</th>
              <th>{t.privacy.what}</th>
              <th>{t.common.why}</th>
            </tr>
          </thead>
          <tbody>
            {data.reveals.slice(0, SHOWN).map(({ at, by, what, about, why }) => (
              <tr key={`${at} ${by} ${about}`}>
                <td title={time.full(at)}>{time.short(at)}</td>
                <td>{by}</td>
                <td>
                  {what} <span className="mono">{about.slice(0, 30)}</span>
                </td>
                <td>{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
