import type { CustomerDetails } from '../../../../operations/console/customer-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { tableClass } from '../../parts/page.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** The customer's events, the newest first. */
export function History({ page: { events } }: { readonly page: CustomerDetails }) {
  const { t, time } = useLanguage();
  return (
    <table className={tableClass}>
      <thead>
        <tr>
          <th>{t.events.received}</th>
          <th>{t.events.what}</th>
          <th>{t.common.state}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((row) => (
          <tr key={`${row.source} ${row.id}`}>
            <td className="quiet" title={time.full(row.receivedTime)}>
              {time.short(row.receivedTime)}
            </td>
            <td>
              <Link href={addressOf.event(row.place ?? row.id, row.source)}>{row.type}</Link>{' '}
              <span className="quiet">
                {row.connection} {row.orders[0]}
              </span>
              {row.merged.length > 0 && <div>{t.events.merged(row.merged.length)}</div>}
            </td>
            <td>
              <StateMark state={row.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
