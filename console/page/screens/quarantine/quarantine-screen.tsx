import { useQuery } from '@tanstack/react-query';
import { quarantineGroups, quarantineList } from '../../../../operations/quarantine.ts';
import { ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Notice, Pending } from '../../parts/notice.tsx';
import { Page, Panel, tableClass } from '../../parts/page.tsx';
import { PlanDialog } from '../../parts/plan-dialog.tsx';
import { Reason } from '../../parts/reason.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

const SHOWN = 200;

/** What was proved genuine and not understood, by connection and reason. */
export function QuarantineScreen() {
  const { t, time, number, translated } = useLanguage();
  const { data: health } = useHealth();
  const { data, error, refetch } = useQuery({
    queryKey: ['quarantine'],
    refetchInterval: 5_000,
    async queryFn({ signal }) {
      const [groups, list] = await Promise.all([
        ask(quarantineGroups, '/api/quarantine/groups', undefined, signal),
        ask(quarantineList, '/api/quarantine', undefined, signal),
      ]);
      return { ...groups, requests: list.requests };
    },
  });
  if (!data) return <Pending error={error} refetch={refetch} />;
  return (
    <Page title={t.quarantine.title} hint={t.quarantine.hint}>
      {data.groups.length === 0 && <Notice title={t.quarantine.empty} text={t.quarantine.emptyHint} />}
      {data.groups.map(({ connection, reason, count }) => (
        <Panel
          key={`${connection} ${reason}`}
          title={connection}
          hint={<Reason code={reason} />}
          isFlush
          actions={
            !health?.isReadOnly && (
              <>
                <PlanDialog
                  path="/api/quarantine"
                  action="replay"
                  select={{ connection, reason }}
                  button={t.quarantine.replay(count)}
                  text={t.quarantine.planText}
                />
                <PlanDialog
                  path="/api/quarantine"
                  action="discard"
                  select={{ connection, reason }}
                  button={t.quarantine.discard(count)}
                  text={t.letters.planText}
                />
              </>
            )
          }
        >
          <table className={tableClass}>
            <thead>
              <tr>
                <th>{t.quarantine.received}</th>
                <th>{t.common.details}</th>
                <th className="number">{t.quarantine.bytes}</th>
              </tr>
            </thead>
            <tbody>
              {data.requests
                .filter((one) => one.connection === connection && one.reason === reason)
                .slice(0, SHOWN)
                .map((one) => (
                  <tr key={one.id}>
                    <td>
                      <Link href={addressOf.quarantined(one.id)} title={time.full(one.received)}>
                        {time.short(one.received)}
                      </Link>
                    </td>
                    <td>{translated(one.detail)}</td>
                    <td className="number">{number(one.bytes)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Panel>
      ))}
    </Page>
  );
}
