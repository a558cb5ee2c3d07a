import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { customerRows } from '../../../../operations/console/customer-page.ts';
import { ask } from '../../api/client.ts';
import { lacks, useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Notice, NotHere, Pending } from '../../parts/notice.tsx';
import { Page, Panel, tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** The customers of the sandbox, a page at a time. */
export function CustomersScreen() {
  const { t, time, number } = useLanguage();
  const { data: health } = useHealth();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['customer-rows'],
    enabled: health !== undefined && !lacks(health, 'customer-list'),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask(customerRows, `/api/customer-rows${pageParam === '' ? '' : `?after=${pageParam}`}`, undefined, signal),
    getNextPageParam: ({ next }) => next,
  });
  if (lacks(health, 'customer-list')) return <NotHere title={t.customer.list} text={t.stage.customerList} />;
  const customers = (data?.pages ?? []).flatMap((page) => page.customers);
  return (
    <Page title={t.customer.list} hint={t.customer.listHint}>
      {!data ? (
        <Pending error={error} refetch={refetch} />
      ) : customers.length === 0 ? (
        <Notice title={t.customer.none} text={t.events.emptyHint}>
          <Link href="/play">{t.events.toPlay}</Link>
        </Notice>
      ) : (
        <Panel title={t.customer.list} isFlush>
          <table className={tableClass}>
            <thead>
              <tr>
                <th>{t.common.customer}</th>
                <th>{t.customer.identities}</th>
                <th>{t.customer.groups}</th>
                <th className="number">{t.customer.members}</th>
                <th className="number">{t.customer.created}</th>
              </tr>
            </thead>
            <tbody>
              {customers.map(({ id, identities, groups, mergedIds, createdAt }) => (
                <tr key={id}>
                  <td>
                    <Link className="mono" href={addressOf.customer(id)}>
                      {id}
                    </Link>
                  </td>
                  <td>{identities.map(({ type, count }) => (count > 1 ? `${type} ×${count}` : type)).join(', ')}</td>
                  <td>{groups.join(', ')}</td>
                  <td className="number">{mergedIds === 0 ? '' : number(mergedIds)}</td>
                  <td className="number">{time.short(createdAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t.common.more}
        </Button>
      )}
    </Page>
  );
}
