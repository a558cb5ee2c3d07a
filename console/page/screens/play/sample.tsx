import { Button, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  sampleAnswer,
  sampleFault,
  type SampleFault,
  samplePreview,
  type Samples,
} from '../../../../operations/console/play-page.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Failure } from '../../parts/notice.tsx';
import { Panel } from '../../parts/page.tsx';
import { goTo, usePlace, withQuery } from '../../routing/location.ts';
import { SentEvent } from './sent-event.tsx';

/** One event of a platform: its payload to edit, how it is sent, and what became of it. */
export function Sample({ connections }: Pick<Samples, 'connections'>) {
  const { t, time } = useLanguage();
  const place = usePlace();
  const chosen = connections.find(({ name }) => name === place.query.get('connection')) ?? connections[0];
  const connection = chosen?.name ?? '';
  const asked = place.query.get('event') ?? '';
  const event = chosen?.events.includes(asked) ? asked : (chosen?.events[0] ?? '');
  const [edited, setEdited] = useState<{ readonly of: string; readonly text: string }>();
  const [fault, setFault] = useState<SampleFault>('none');
  const of = `${connection} ${event}`;
  const { data } = useQuery({
    queryKey: ['sample', connection, event],
    queryFn: () => ask(samplePreview, '/api/play/preview', { connection, event }),
    staleTime: Infinity,
  });
  const text = edited?.of === of ? edited.text : (data?.payload ?? '');
  const send = useMutation({
    mutationFn: () => ask(sampleAnswer, '/api/play/send', { connection, event, payload: text, fault }),
  });
  const isJson = isJsonObject(text);
  const choose = (name: string) => (value: string | null) => {
    send.reset();
    goTo(withQuery(place, { [name]: value ?? '', ...(name === 'connection' && { event: '' }) }), { replace: true });
  };
  return (
    <Panel title={t.play.sample}>
      <Stack gap="sm">
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <Select
            label={t.play.chooseConnection}
            searchable
            data={connections.map(({ name }) => name)}
            value={connection}
            onChange={choose('connection')}
            style={{ flex: '1 1 180px' }}
          />
          <Select
            label={t.play.chooseEvent}
            searchable
            data={chosen?.events ?? []}
            value={event}
            onChange={choose('event')}
            style={{ flex: '1 1 180px' }}
          />
        </div>
        <Textarea
          label={t.play.payload}
          value={text}
          onChange={(change) => setEdited({ of, text: change.currentTarget.value })}
          error={text !== '' && !isJson ? t.play.badJson : undefined}
          spellCheck={false}
          rows={18}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
        />
        <div style={{ display: 'flex', gap: 8, alignItems: 'end' }}>
          <Select
            label={t.play.how}
            data={sampleFault.options.map((one) => ({
              value: one,
              label: t.play.faults[one],
              disabled: one === 'forged' && chosen?.via === 'inlet',
            }))}
            value={fault}
            onChange={(value) => setFault(sampleFault.parse(value))}
            style={{ flex: '1 1 200px' }}
          />
          <Button loading={send.isPending} disabled={!isJson} onClick={() => send.mutate()}>
            {t.play.send}
          </Button>
        </div>
        {send.error && (
          <Text role="alert" size="sm">
            <Failure error={send.error} />
          </Text>
        )}
        {send.data && (
          <div role="status">
            <Text size="sm">
              {t.play.answered(send.data.status, time.duration(send.data.milliseconds))}{' '}
              <span className="mono quiet">{send.data.body.slice(0, 200)}</span>
            </Text>
            {send.data.events.length === 0 ? (
              <Text size="sm">{t.play.nothing}</Text>
            ) : (
              send.data.events.map((one) => <SentEvent key={one.id} event={one} />)
            )}
          </div>
        )}
      </Stack>
    </Panel>
  );
}

function isJsonObject(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json);
  } catch {
    return false;
  }
}
