import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { storyAnswer } from '../../../../operations/console/play-page.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Failure } from '../../parts/notice.tsx';
import { Panel } from '../../parts/page.tsx';
import { SentEvent } from './sent-event.tsx';

/** Several events that belong together, with invented people. */
export function Stories({ stories }: { readonly stories: readonly string[] }) {
  const { t } = useLanguage();
  const play = useMutation({ mutationFn: (story: string) => ask(storyAnswer, '/api/play/story', { story }) });
  return (
    <Panel title={t.play.stories}>
      <Stack gap="md">
        {stories.map((story) => (
          <div key={story} style={{ display: 'flex', gap: 12, alignItems: 'start' }}>
            <div style={{ flex: 1 }}>
              <b>{t.play.story[story] ?? story}</b>
              <div className="quiet">{t.play.storyHint[story]}</div>
            </div>
            <Button
              variant="default"
              loading={play.isPending && play.variables === story}
              disabled={play.isPending}
              onClick={() => play.mutate(story)}
              aria-label={`${t.play.playStory}: ${t.play.story[story] ?? story}`}
            >
              {t.play.playStory}
            </Button>
          </div>
        ))}
        {play.error && (
          <Text role="alert" size="sm">
            <Failure error={play.error} />
          </Text>
        )}
        {play.data && (
          <ol role="status" style={{ margin: 0, paddingLeft: 18, display: 'grid', gap: 8 }}>
            {play.data.steps.map(({ title, event }) => (
              <li key={title}>
                {title}
                {event && <SentEvent event={event} />}
              </li>
            ))}
          </ol>
        )}
      </Stack>
    </Panel>
  );
}
