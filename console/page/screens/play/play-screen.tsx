import { useQuery } from '@tanstack/react-query';
import { samples } from '../../../../operations/console/play-page.ts';
import { ask } from '../../api/client.ts';
import { lacks, useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Notice, NotHere, Pending } from '../../parts/notice.tsx';
import { Columns, Page } from '../../parts/page.tsx';
import { Faults } from './faults.tsx';
import { Sample } from './sample.tsx';
import { Stories } from './stories.tsx';

/** Sends samples, plays stories, and breaks the CDP on purpose: against the sandbox alone. */
export function PlayScreen() {
  const { t } = useLanguage();
  const { data: health } = useHealth();
  const { data, error, refetch } = useQuery({
    queryKey: ['samples'],
    queryFn: ({ signal }) => ask(samples, '/api/play/samples', undefined, signal),
    enabled: health?.isSandbox === true,
    staleTime: Infinity,
  });
  if (lacks(health, 'play')) return <NotHere title={t.play.title} text={t.stage.play} />;
  if (health && !health.isSandbox) return <Notice title={t.play.title} text={t.play.notSandbox} />;
  if (health?.isReadOnly) return <Notice title={t.settings.readOnly} text={t.settings.readOnlyHint} />;
  if (!data) return <Pending error={error} refetch={refetch} />;
  return (
    <Page title={t.play.title} hint={t.play.hint}>
      <Columns>
        <Sample connections={data.connections} />
        <div style={{ display: 'grid', gap: 20 }}>
          {data.stories.length > 0 && <Stories stories={data.stories} />}
          <Faults />
        </div>
      </Columns>
    </Page>
  );
}
