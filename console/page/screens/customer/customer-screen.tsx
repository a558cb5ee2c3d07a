import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type CustomerDetails, customerDetails } from '../../../../operations/console/customer-page.ts';
import { ask } from '../../api/client.ts';
import { useStream } from '../../api/stream.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Columns, Page, Panel } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';
import { History } from './history.tsx';
import { IdentityGraph } from './identity-graph.tsx';
import { IdentityTable } from './identity-table.tsx';
import { Profile } from './profile.tsx';
import { WhyOne } from './why-one.tsx';

/** One customer: their identities, whence each is known, and why they are one person. */
export function CustomerScreen({ id }: { readonly id: string }) {
  const { watch } = useStream();
  const { data, error, refetch } = useQuery({
    queryKey: ['customer-page', id],
    queryFn: ({ signal }) => ask(customerDetails, `/api/customer-pages/${encodeURIComponent(id)}`, undefined, signal),
  });
  useEffect(
    () =>
      watch((row) => {
        if (row === undefined || row.customers.includes(id)) void refetch();
      }),
    [watch, id, refetch],
  );
  return data ? <Shown page={data} onChange={() => void refetch()} /> : <Pending error={error} refetch={refetch} />;
}

const NARROW = 640;

function Shown({ page, onChange }: { readonly page: CustomerDetails; readonly onChange: () => void }) {
  const { t } = useLanguage();
  // The graph wants room; the table has the same content.
  const [view, setView] = useState<'graph' | 'table'>(() => (globalThis.innerWidth < NARROW ? 'table' : 'graph'));
  return (
    <Page
      title={
        <>
          {t.customer.title} <span className="mono">{page.id}</span>
        </>
      }
      hint={
        page.survivor === undefined ? (
          page.isInCdp === undefined ? (
            t.customer.notAsked
          ) : page.isInCdp ? (
            page.groups.join(' · ')
          ) : (
            t.customer.notInCdpHint
          )
        ) : (
          <>
            {t.customer.mergedInto}{' '}
            <Link className="mono" href={addressOf.customer(page.survivor)}>
              {page.survivor}
            </Link>
          </>
        )
      }
    >
      <Columns>
        <Panel
          title={t.customer.identities}
          hint={view === 'graph' ? t.customer.graphHint : undefined}
          isFlush
          actions={
            <SegmentedControl
              size="xs"
              aria-label={t.customer.identities}
              value={view}
              onChange={(value) => setView(value === 'table' ? 'table' : 'graph')}
              data={[
                { value: 'graph', label: t.customer.graph },
                { value: 'table', label: t.customer.table },
              ]}
            />
          }
        >
          {view === 'graph' ? <IdentityGraph page={page} /> : <IdentityTable page={page} />}
        </Panel>
        <Panel title={t.customer.why}>
          <WhyOne page={page} onChange={onChange} />
        </Panel>
      </Columns>
      <Columns>
        <Panel title={t.customer.history} isFlush>
          <History page={page} />
        </Panel>
        <Panel title={t.customer.profile} hint={t.common.masked} isFlush>
          <Profile page={page} />
        </Panel>
      </Columns>
    </Page>
  );
}
