import type { EventRow } from '../../../../operations/console/event-row.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';
import classes from './events.module.css';

/** One event: when, whence, what, where it is, and to whom it led. */
export function EventLine({ row }: { readonly row: EventRow }) {
  const { t, time } = useLanguage();
  return (
    <>
      <span role="cell" className={classes['time']}>
        <time dateTime={row.receivedTime} title={time.full(row.receivedTime)}>
          {time.short(row.receivedTime)}
        </time>
      </span>
      <span role="cell" className={`${classes['from'] ?? ''} clip`}>
        {row.connection}
      </span>
      <span role="cell" className={`${classes['what'] ?? ''} clip`}>
        <Link href={addressOf.event(row.place ?? row.id, row.source)} tabIndex={-1} data-row-link>
          {row.type}
        </Link>
        {row.orders.length > 0 && <span className="quiet"> {row.orders[0]}</span>}
      </span>
      <span role="cell" className={classes['state']}>
        <StateMark state={row.state} />
      </span>
      <span role="cell" className={`${classes['outcome'] ?? ''} clip`}>
        <Outcome row={row} />
      </span>
      <span role="cell" className={`${classes['took'] ?? ''} number`}>
        {row.tries > 1 && <span className="quiet">{t.events.tries(row.tries)} </span>}
        {row.endedTime !== undefined && row.state === 'done' && time.duration(tookOf(row))}
      </span>
    </>
  );
}

function tookOf({ receivedTime, endedTime = receivedTime }: EventRow): number {
  return Math.max(Date.parse(endedTime) - Date.parse(receivedTime), 0);
}

function Outcome({ row }: { readonly row: EventRow }) {
  const { t } = useLanguage();
  const { state, reason, customers, merged } = row;
  if (row.forgotten) return <span className="quiet">{t.events.forgotten}</span>;
  if (state === 'waiting') return <span className="quiet">{t.events.waitingBecause(reason ?? '')}</span>;
  if (reason !== undefined) return <span className="quiet">{t.events.because(reason)}</span>;
  return (
    <>
      {customers.map((customer) => (
        <Link key={customer} href={addressOf.customer(customer)} tabIndex={-1} className="mono">
          {customer}
        </Link>
      ))}
      {merged.length > 0 && <b> {t.events.merged(merged.length)}</b>}
      <span className="quiet">
        {' '}
        {row.identities > 0 && t.events.identities(row.identities)}
        {row.discarded > 0 && ` · ${t.events.discarded(row.discarded)}`}
      </span>
    </>
  );
}
