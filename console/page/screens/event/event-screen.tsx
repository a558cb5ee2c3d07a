import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type EventDetails, eventDetails } from '../../../../operations/console/event-page.ts';
import { revealedEvent } from '../../../../operations/revealed-event.ts';
import { ask } from '../../api/client.ts';
import { lacks, useHealth } from '../../api/health.ts';
import { useStream } from '../../api/stream.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Columns, Facts, Page, Panel } from '../../parts/page.tsx';
import { RevealAs } from '../../parts/reveal.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf, usePlace } from '../../routing/location.ts';
import { Calls } from './calls.tsx';
import { Changed } from './changed.tsx';
import { Revealed } from './revealed.tsx';
import { Taken } from './taken.tsx';
import { Timeline } from './timeline.tsx';

/** The way of one event: from the request to the answer of the CDP. */
export function EventScreen({ id }: { readonly id: string }) {
  const source = usePlace().query.get('source') ?? undefined;
  const query = new URLSearchParams(source === undefined ? {} : { source }).toString();
  const { watch } = useStream();
  const { data, error, refetch } = useQuery({
    queryKey: ['event-page', id, source],
    queryFn: ({ signal }) =>
      ask(eventDetails, `/api/event-pages/${encodeURIComponent(id)}?${query}`, undefined, signal),
  });
  useEffect(
    () =>
      watch((row) => {
        if (row === undefined || row.id === id || row.place === id) void refetch();
      }),
    [watch, id, refetch],
  );
  return data ? <Shown page={data} /> : <Pending error={error} refetch={refetch} />;
}

function Shown({ page }: { readonly page: EventDetails }) {
  const { t, time, translated } = useLanguage();
  const [field, setField] = useState<string>();
  const { data: health } = useHealth();
  const { row, payload, identities, withheld, discarded } = page;
  const marked = new Set([...identities, ...withheld, ...discarded].map((one) => one.field));
  return (
    <Page
      title={
        <>
          {row.type} {row.orders[0] !== undefined && <span className="quiet">{row.orders[0]}</span>}
        </>
      }
      hint={<StateMark state={row.state} />}
      actions={
        <>
          {!lacks(health, 'play') && (
            <Button
              component="a"
              variant="default"
              href={`/play?${new URLSearchParams({ connection: row.connection, event: row.type }).toString()}`}
            >
              {t.event.edit}
            </Button>
          )}
          <RevealAs request={{ event: row.place ?? row.id, source: row.source }} schema={revealedEvent} as={Revealed} />
        </>
      }
    >
      {row.forgotten && <Panel title={t.events.forgotten}>{t.event.forgotten}</Panel>}
      <Columns>
        <Panel title={t.event.timeline}>
          <Timeline page={page} />
        </Panel>
        <Panel title={t.common.details}>
          <Facts
            facts={[
              [
                t.common.connection,
                <Link key="c" href={addressOf.source(row.connection)}>
                  {row.connection}
                </Link>,
              ],
              [
                t.common.event,
                <span key="e" className="mono">
                  {row.id}
                </span>,
              ],
              row.customers.length > 0 && [
                t.common.customer,
                row.customers.map((customer) => (
                  <Link key={customer} className="mono" href={addressOf.customer(customer)}>
                    {customer}{' '}
                  </Link>
                )),
              ],
              row.orders.length > 0 && [t.events.order, row.orders.join(', ')],
              row.reason !== undefined && [
                t.common.reason,
                <span key="r" className="mono">
                  {row.reason}
                </span>,
              ],
              page.detail !== undefined && [t.common.details, translated(page.detail)],
              page.time !== undefined && [t.event.happened, time.full(page.time)],
              page.others.length > 0 && [
                t.event.others,
                page.others.map((other) => (
                  <Link key={other} href={addressOf.event(row.id, other)}>
                    {other}{' '}
                  </Link>
                )),
              ],
            ]}
          />
        </Panel>
      </Columns>
      <Columns>
        <Panel title={t.event.payload} hint={t.event.payloadHint}>
          {page.isSealed ? (
            <p className="quiet">{t.event.sealed}</p>
          ) : (
            <JsonView json={payload} marked={marked} chosen={field} label={t.event.payload} />
          )}
        </Panel>
        <Panel title={t.event.taken} isFlush>
          <Taken page={page} chosen={field} onChoose={setField} />
        </Panel>
      </Columns>
      <Columns>
        <Panel title={t.event.calls} isFlush>
          <Calls calls={page.calls} />
        </Panel>
        <Panel title={t.event.changed}>
          <Changed page={page} />
        </Panel>
      </Columns>
    </Page>
  );
}
