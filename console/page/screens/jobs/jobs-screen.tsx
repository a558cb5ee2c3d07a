import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { jobList, type JobState, type JobView, jobView } from '../../../../operations/jobs.ts';
import { ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Notice, Pending } from '../../parts/notice.tsx';
import { Page, Panel, tableClass } from '../../parts/page.tsx';

/** Replays and backfills: how far each is, and what may be done about it. */
export function JobsScreen() {
  const { t } = useLanguage();
  const { data: health } = useHealth();
  const { data, error, refetch } = useQuery({
    queryKey: ['jobs'],
    refetchInterval: 2_000,
    queryFn: ({ signal }) => ask(jobList, '/api/jobs', undefined, signal),
  });
  if (!data) return <Pending error={error} refetch={refetch} />;
  return (
    <Page title={t.jobs.title} hint={t.jobs.hint}>
      {health?.stage && <Notice title={t.stage.jobs} text={t.stage.jobsHint} />}
      {data.jobs.length === 0 && (
        <Notice title={t.jobs.empty} text={t.jobs.emptyHint(health?.stage ? ` --stack ${health.stage.name}` : '')} />
      )}
      {data.jobs.map((job) => (
        <JobPanel key={job.job} job={job} isReadOnly={health?.isReadOnly !== false} />
      ))}
    </Page>
  );
}

type Act = 'run' | 'pause' | 'abort';
const acts: Readonly<Record<JobState, readonly Act[]>> = {
  planning: ['abort'],
  planned: ['run', 'abort'],
  running: ['pause', 'abort'],
  paused: ['run', 'abort'],
  done: [],
  aborted: [],
  failed: [],
};

function JobPanel({ job, isReadOnly }: { readonly job: JobView; readonly isReadOnly: boolean }) {
  const { t, number, time, translated } = useLanguage();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (what: Act) => ask(jobView, `/api/jobs/${encodeURIComponent(job.job)}/${what}`, {}),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  });
  const problem = act.error?.message ?? job.problem;
  const total = (job.kind === 'backfill' ? job.plan?.total : job.plan?.events) ?? 0;
  const share = total === 0 ? 0 : Math.min(100, (job.position / total) * 100);
  return (
    <Panel
      title={`${t.jobs.kinds[job.kind]} ${job.job}`}
      hint={job.about}
      actions={
        !isReadOnly &&
        acts[job.state].map((what) => (
          <Button key={what} variant="default" size="xs" loading={act.isPending} onClick={() => act.mutate(what)}>
            {what === 'run' && job.state === 'paused' ? t.jobs.resume : t.jobs.acts[what]}
          </Button>
        ))
      }
    >
      <Progress value={share} aria-label={t.jobs.progress} />
      <table className={tableClass}>
        <tbody>
          <tr>
            <th scope="row">{t.jobs.state}</th>
            <td>
              {t.jobs.states[job.state]}
              {problem === undefined ? '' : `: ${translated(problem)}`}
            </td>
          </tr>
          <tr>
            <th scope="row">{t.jobs.progress}</th>
            <td>
              {number(job.position)} / {number(total)}
            </td>
          </tr>
          <tr>
            <th scope="row">{t.jobs.accepted}</th>
            <td>{number(job.accepted)}</td>
          </tr>
          <tr>
            <th scope="row">{t.jobs.created}</th>
            <td title={time.full(job.created)}>
              {time.short(job.created)}, {job.by}
            </td>
          </tr>
          {(job.plan?.leftOut ?? []).map(({ name, count }) => (
            <tr key={name}>
              <th scope="row">{t.jobs.leftOut}</th>
              <td>
                {number(count)} {name}
              </td>
            </tr>
          ))}
          {job.outcomes.map(({ state, reason = '', count }) => (
            <tr key={`${state} ${reason}`}>
              <th scope="row">{state}</th>
              <td>
                {number(count)} {reason}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
