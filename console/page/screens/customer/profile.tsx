import type { CustomerDetails } from '../../../../operations/console/customer-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { tableClass } from '../../parts/page.tsx';

/** The profile as the CDP has it, beside what was written last. */
export function Profile({ page: { profile, isInCdp } }: { readonly page: CustomerDetails }) {
  const { t } = useLanguage();
  if (profile.length === 0)
    return <p style={{ padding: '0 14px' }}>{isInCdp === undefined ? t.customer.notAskedHint : t.common.none}</p>;
  return (
    <table className={tableClass}>
      <thead>
        <tr>
          <th>{t.common.field}</th>
          <th>{t.customer.cdpHas}</th>
          <th>{t.customer.weWrote}</th>
        </tr>
      </thead>
      <tbody>
        {profile.map(({ name, cdp, written, differs }) => (
          <tr key={name}>
            <td>{name}</td>
            <td className="mono">{cdp}</td>
            <td className="mono">
              {written}
              {differs && <b> ≠</b>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
