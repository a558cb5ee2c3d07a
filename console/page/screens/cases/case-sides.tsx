import { useQuery } from '@tanstack/react-query';
import { customerDetails } from '../../../../operations/console/customer-page.ts';
import type { EventDetails } from '../../../../operations/console/event-page.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Columns, Panel, tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** The customers that the event led to, and those whom its look-ups found or asked about, side by side. */
export function CaseSides({ event }: { readonly event: EventDetails }) {
  const { t } = useLanguage();
  const own = event.row.customers;
  const others = [...new Set(event.calls.flatMap(customerOf))].filter((id) => !own.includes(id));
  return (
    <Columns>
      {own.map((id) => (
        <Side key={id} id={id} title={t.cases.side} />
      ))}
      {others.map((id) => (
        <Side key={id} id={id} title={t.cases.another} />
      ))}
    </Columns>
  );
}

/** A remembered owner of an identity is asked about by id, another is found by the identity. */
function customerOf({ call, request, answer }: EventDetails['calls'][number]): readonly string[] {
  if (call === 'getCustomerIdByIdentityList') return typeof answer === 'string' ? [answer] : [];
  if (call !== 'customerInfo' || typeof request !== 'object' || request === null) return [];
  return 'customer' in request && typeof request.customer === 'string' ? [request.customer] : [];
}

function Side({ id, title }: { readonly id: string; readonly title: string }) {
  const { t, time } = useLanguage();
  const { data } = useQuery({
    queryKey: ['customer-page', id],
    queryFn: ({ signal }) => ask(customerDetails, `/api/customer-pages/${encodeURIComponent(id)}`, undefined, signal),
  });
  return (
    <Panel
      title={title}
      hint={
        <Link className="mono" href={addressOf.customer(id)}>
          {id}
        </Link>
      }
      isFlush
    >
      <table className={tableClass}>
        <thead>
          <tr>
            <th>{t.common.identity}</th>
            <th>{t.event.grade}</th>
            <th>{t.customer.newest}</th>
          </tr>
        </thead>
        <tbody>
          {(data?.identities ?? []).map(({ key, kind, value, proofs, inCdp }) => {
            const [newest] = proofs;
            return (
              <tr key={key}>
                <td>
                  {kind} <span className="mono">{value}</span>
                  {!inCdp && <span className="quiet"> · {t.customer.notInCdp}</span>}
                </td>
                <td>{newest && (t.event.grades[newest.grade] ?? newest.grade)}</td>
                <td className="quiet">{newest ? `${newest.type}, ${time.ago(newest.at)}` : t.customer.noProof}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
