import { useQuery } from '@tanstack/react-query';
import { deadLetterGroups } from '../../../../operations/dead-letters.ts';
import { ApiError, ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Notice, Pending } from '../../parts/notice.tsx';
import { Page, Panel, tableClass } from '../../parts/page.tsx';
import { PlanDialog } from '../../parts/plan-dialog.tsx';
import { ReasonSummary } from '../../parts/reason.tsx';
import { Link } from '../../routing/link.tsx';
import { usePlace, withQuery } from '../../routing/location.ts';
import { ExportLetters } from './export-letters.tsx';
import { GroupLetters } from './group-letters.tsx';

/** Whoever only looks at a stage may not receive the letters of its inlet: those of the events are shown then. */
async function groupsSeen(signal: AbortSignal) {
  const path = '/api/dead-letters/groups?privacy=true';
  try {
    return { ...(await ask(deadLetterGroups, path, undefined, signal)), withoutInlet: undefined };
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'account') throw error;
    const seen = await ask(deadLetterGroups, `${path}&queue=events`, undefined, signal);
    return { ...seen, withoutInlet: error.message };
  }
}

/** Dead letters by cause: what failed for good, and sending it again. */
export function DeadLettersScreen() {
  const { t, number, time, translated } = useLanguage();
  const place = usePlace();
  const chosen = place.query.get('group') ?? undefined;
  const { data: health } = useHealth();
  const { data, error, refetch } = useQuery({
    queryKey: ['letter-groups'],
    queryFn: ({ signal }) => groupsSeen(signal),
    refetchInterval: 5_000,
  });
  const group = data?.groups.find((one) => one.group === chosen);
  if (!data) return <Pending error={error} refetch={refetch} />;
  return (
    <Page title={t.letters.title} hint={t.letters.hint}>
      {data.withoutInlet !== undefined && <Notice title={t.stage.withoutInlet} text={translated(data.withoutInlet)} />}
      {data.groups.length === 0 ? (
        <Notice title={t.letters.empty} text={t.letters.emptyHint} />
      ) : (
        <Panel title={t.letters.cause} isFlush>
          <table className={tableClass}>
            <thead>
              <tr>
                <th>{t.common.reason}</th>
                <th>{t.common.connection}</th>
                <th>{t.common.type}</th>
                <th className="number">{t.common.count}</th>
                <th className="number">{t.common.first}</th>
                <th className="number">{t.common.last}</th>
              </tr>
            </thead>
            <tbody>
              {data.groups.map((one) => (
                <tr key={one.group}>
                  <td>
                    <Link
                      href={withQuery(place, { group: one.group === chosen ? '' : one.group })}
                      aria-current={one.group === chosen ? 'true' : undefined}
                      className="mono"
                    >
                      {one.reason}
                    </Link>
                    <ReasonSummary code={one.reason} />
                    {one.isPrivacyRequest && <b>{t.letters.privacy}</b>}
                  </td>
                  <td>{one.connection}</td>
                  <td>{one.type}</td>
                  <td className="number">{number(one.count)}</td>
                  <td className="number" title={time.full(one.first)}>
                    {time.short(one.first)}
                  </td>
                  <td className="number" title={time.full(one.last)}>
                    {time.short(one.last)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
      {group && (
        <Panel
          title={<span className="mono">{group.reason}</span>}
          hint={[group.connection, group.type].filter(Boolean).join(' · ')}
          isFlush
          actions={
            !health?.isReadOnly && (
              <>
                <PlanDialog
                  path="/api/dead-letters"
                  action="redrive"
                  select={{ groups: [group.group] }}
                  button={t.letters.redrive(group.count)}
                  text={t.letters.planText}
                />
                <ExportLetters group={group.group} />
                <PlanDialog
                  path="/api/dead-letters"
                  action="discard"
                  select={{ groups: [group.group] }}
                  button={t.letters.discard(group.count)}
                  text={t.letters.planText}
                />
              </>
            )
          }
        >
          <GroupLetters group={group.group} />
        </Panel>
      )}
    </Page>
  );
}
