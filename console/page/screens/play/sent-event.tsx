import { useQuery } from '@tanstack/react-query';
import { type EventDetails, eventDetails } from '../../../../operations/console/event-page.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

const AGAIN_MS = 500;

/** What becomes of an event that was sent: looked at until it has come to an end. */
export function SentEvent({
  event: { id, source },
}: {
  readonly event: { readonly id: string; readonly source: string };
}) {
  const { t } = useLanguage();
  const { data } = useQuery({
    queryKey: ['event-page', id, source],
    queryFn: ({ signal }) =>
      ask(
        eventDetails,
        `/api/event-pages/${encodeURIComponent(id)}?${new URLSearchParams({ source }).toString()}`,
        undefined,
        signal,
      ),
    refetchInterval: ({ state }) => (hasEnded(state.data) ? false : AGAIN_MS),
    retry: false,
  });
  return (
    <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
      {data ? <StateMark state={data.row.state} /> : <StateMark state="queued" />}
      <Link href={addressOf.event(id, source)}>{data?.row.type ?? t.common.event}</Link>
      {data?.row.customers.map((customer) => (
        <Link key={customer} className="mono" href={addressOf.customer(customer)}>
          {customer}
        </Link>
      ))}
      {data?.row.reason !== undefined && <span className="mono quiet">{data.row.reason}</span>}
    </div>
  );
}

function hasEnded(page: EventDetails | undefined): boolean {
  return page !== undefined && page.row.state !== 'queued' && page.row.state !== 'waiting';
}
