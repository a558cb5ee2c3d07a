import { useQuery } from '@tanstack/react-query';
import { quarantinedView } from '../../../../operations/quarantine.ts';
import { ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Columns, Facts, Page, Panel } from '../../parts/page.tsx';
import { PlanDialog } from '../../parts/plan-dialog.tsx';
import { Reason } from '../../parts/reason.tsx';
import { Reveal } from '../../parts/reveal.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** One quarantined request. */
export function QuarantinedScreen({ id }: { readonly id: string }) {
  const { t, time, number, translated } = useLanguage();
  const { data: health } = useHealth();
  const { data, error, refetch } = useQuery({
    queryKey: ['quarantined', id],
    queryFn: ({ signal }) => ask(quarantinedView, `/api/quarantine/${encodeURIComponent(id)}`, undefined, signal),
  });
  if (!data) return <Pending error={error} refetch={refetch} />;
  return (
    <Page
      title={data.connection}
      hint={time.full(data.received)}
      actions={
        !health?.isReadOnly && (
          <>
            <PlanDialog
              path="/api/quarantine"
              action="replay"
              select={{ ids: [data.id] }}
              button={t.quarantine.replay(1)}
              text={t.quarantine.planText}
            />
            <PlanDialog
              path="/api/quarantine"
              action="discard"
              select={{ ids: [data.id] }}
              button={t.quarantine.discard(1)}
              text={t.letters.planText}
            />
            <Reveal request={{ quarantined: data.id }} />
          </>
        )
      }
    >
      <Columns>
        <Panel title={t.letters.page}>
          <Reason code={data.reason} isWhole />
        </Panel>
        <Panel title={t.common.details} hint={t.quarantine.content}>
          <Facts
            facts={[
              [
                t.common.connection,
                <Link key="c" href={addressOf.source(data.connection)}>
                  {data.connection}
                </Link>,
              ],
              [t.common.details, translated(data.detail)],
              [t.quarantine.received, time.full(data.received)],
              [t.quarantine.bytes, number(data.bytes)],
            ]}
          />
        </Panel>
      </Columns>
    </Page>
  );
}
