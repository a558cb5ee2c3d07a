import { useQuery } from '@tanstack/react-query';
import { wholeDeadLetter } from '../../../../operations/dead-letters.ts';
import { ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Columns, Facts, Page, Panel } from '../../parts/page.tsx';
import { PlanDialog } from '../../parts/plan-dialog.tsx';
import { Reason } from '../../parts/reason.tsx';
import { Reveal } from '../../parts/reveal.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** One dead letter: why, since when, what was done about it, and what is in it. */
export function LetterScreen({ id }: { readonly id: string }) {
  const { t, time, translated } = useLanguage();
  const { data: health } = useHealth();
  const { data, error, refetch } = useQuery({
    queryKey: ['letter', id],
    queryFn: ({ signal }) => ask(wholeDeadLetter, `/api/dead-letters/${encodeURIComponent(id)}`, undefined, signal),
  });
  if (!data) return <Pending error={error} refetch={refetch} />;
  return (
    <Page
      title={`${t.states['dead-lettered']} ${data.id}`}
      hint={[data.connection, data.type].filter(Boolean).join(' · ')}
      actions={
        !health?.isReadOnly && (
          <>
            <PlanDialog
              path="/api/dead-letters"
              action="redrive"
              select={{ ids: [data.id] }}
              button={t.letters.redrive(1)}
              text={t.letters.planText}
            />
            <PlanDialog
              path="/api/dead-letters"
              action="discard"
              select={{ ids: [data.id] }}
              button={t.letters.discard(1)}
              text={t.letters.planText}
            />
            <Reveal request={{ letter: data.id }} />
          </>
        )
      }
    >
      <Columns>
        <Panel title={t.letters.page}>
          <Reason code={data.reason} isWhole />
        </Panel>
        <Panel title={t.common.details}>
          <Facts
            facts={[
              data.detail !== undefined && [t.common.details, translated(data.detail)],
              [
                t.common.event,
                data.events.map((event) => (
                  <Link key={event.id} className="mono" href={addressOf.event(event.id, event.source)}>
                    {event.id}
                  </Link>
                )),
              ],
              [t.letters.firstSeen, time.full(data.firstSeen)],
              [t.letters.redrives, String(data.redrives)],
              data.exportedAt !== undefined && [t.letters.exported, time.full(data.exportedAt)],
              ...data.past.map(
                ({ at, what, by = '', why = '' }) => [time.short(at), `${what} ${by} ${why}`.trim()] as const,
              ),
            ]}
          />
        </Panel>
      </Columns>
      <Panel title={t.letters.content} hint={t.common.masked}>
        <JsonView json={contentOf(data.body)} label={t.letters.content} />
      </Panel>
    </Page>
  );
}

function contentOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
