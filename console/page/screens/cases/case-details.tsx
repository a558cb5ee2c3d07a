import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../../../../operations/cases.ts';
import { eventDetails } from '../../../../operations/console/event-page.ts';
import { ask } from '../../api/client.ts';
import { caseText } from '../../i18n/case-texts.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Facts, Panel, tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';
import classes from './cases.module.css';
import { CaseSides } from './case-sides.tsx';
import { DecideCase } from './decide-case.tsx';

/** One case: what was seen, what to do, the events that showed it, and the customers on both sides. */
export function CaseDetails({ found }: { readonly found: CaseView }) {
  const { t, code, number, time, translated } = useLanguage();
  const text = caseText(code, found.type);
  const [newest] = found.examples;
  const { data: event } = useQuery({
    queryKey: ['event-page', newest?.event],
    queryFn: ({ signal }) =>
      ask(eventDetails, `/api/event-pages/${encodeURIComponent(newest?.event ?? '')}`, undefined, signal),
    enabled: newest !== undefined,
    retry: false,
  });
  return (
    <div className={classes['details']}>
      <Panel title={found.type} hint={t.cases.seen(number(found.count), time.ago(found.last))}>
        <Facts
          facts={[
            [t.cases.what, text?.seen ?? ''],
            [t.cases.suggests, <b key="todo">{text?.todo}</b>],
            [
              t.common.connection,
              <Link key="c" href={addressOf.source(found.connection)}>
                {found.connection}
              </Link>,
            ],
            [t.common.first, time.full(found.first)],
          ]}
        />
      </Panel>
      <DecideCase id={found.id} />
      <Panel title={t.cases.examples} isFlush>
        <table className={tableClass}>
          <tbody>
            {found.examples.map(({ example, event: id }) => (
              <tr key={`${id} ${example}`}>
                <td>{translated(example)}</td>
                <td>
                  <Link className="mono" href={`/events/${encodeURIComponent(id)}`}>
                    {id.slice(0, 24)}…
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {event && <CaseSides event={event} />}
    </div>
  );
}
