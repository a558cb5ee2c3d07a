import type { CustomerDetails } from '../../../../operations/console/customer-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** The graph as a table: each identity with its proofs. */
export function IdentityTable({ page }: { readonly page: CustomerDetails }) {
  const { t, time, number } = useLanguage();
  return (
    <table className={tableClass}>
      <thead>
        <tr>
          <th>{t.event.kind}</th>
          <th>{t.common.value}</th>
          <th>{t.event.grade}</th>
          <th>{t.customer.newest}</th>
          <th className="number">{t.nav.events}</th>
          <th>{t.customer.inCdp}</th>
        </tr>
      </thead>
      <tbody>
        {page.identities.map(({ key, kind, scope, value, proofs, inCdp }) => {
          const [newest] = proofs;
          return (
            <tr key={key}>
              <td>
                {kind}
                {scope !== '' && <div className="quiet mono">{scope}</div>}
              </td>
              <td className="mono">{value}</td>
              <td>{newest ? (t.event.grades[newest.grade] ?? newest.grade) : ''}</td>
              <td>
                {newest ? (
                  <>
                    <Link href={addressOf.event(newest.event, newest.source)}>{newest.type}</Link>{' '}
                    <span className="quiet">
                      {newest.connection}, {time.ago(newest.at)}
                    </span>
                    <div className="quiet mono">{newest.field}</div>
                  </>
                ) : (
                  <span className="quiet">{t.customer.noProof}</span>
                )}
              </td>
              <td className="number">{number(proofs.length)}</td>
              <td>{inCdp === undefined ? '' : inCdp ? t.common.yes : t.common.no}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
