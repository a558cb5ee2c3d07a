import { Button, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { faultsAnswer } from '../../../../operations/console/play-page.ts';
import { ask } from '../../api/client.ts';
import type { Dictionary } from '../../i18n/en.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Failure } from '../../parts/notice.tsx';
import { Panel } from '../../parts/page.tsx';

type Mode = keyof Dictionary['play']['modes'];

/** Orders what the sandbox does wrong with its next calls. */
export function Faults() {
  const { t } = useLanguage();
  const [mode, setMode] = useState<Mode>('http-500');
  const [count, setCount] = useState(5);
  const { data, refetch } = useQuery({
    queryKey: ['faults'],
    queryFn: ({ signal }) => ask(faultsAnswer, '/api/play/faults', undefined, signal),
    refetchInterval: 2_000,
  });
  const order = useMutation({
    mutationFn: (body: { mode: Mode | 'none'; count?: number }) => ask(faultsAnswer, '/api/play/faults', body),
    onSuccess: () => refetch(),
  });
  const modes = Object.entries(t.play.modes).map(([value, label]) => ({ value, label }));
  return (
    <Panel title={t.play.break} hint={t.play.breakHint}>
      <Stack gap="sm">
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'end' }}>
          <Select
            label={t.play.how}
            data={modes}
            value={mode}
            onChange={(value) => value !== null && setMode(value as Mode)}
            style={{ flex: '1 1 160px' }}
          />
          <NumberInput
            size="xs"
            label={t.play.calls}
            value={count}
            min={1}
            max={10_000}
            onChange={(value) => setCount(Number(value) || 1)}
            w={90}
          />
          <Button loading={order.isPending} onClick={() => order.mutate({ mode, count })}>
            {t.play.order}
          </Button>
          <Button variant="default" onClick={() => order.mutate({ mode: 'none' })}>
            {t.play.heal}
          </Button>
        </div>
        <Text size="sm" role="status">
          {data === undefined || data.left === 0 ? t.play.well : t.play.ordered(data.left)}
        </Text>
        {order.error && (
          <Text role="alert" size="sm">
            <Failure error={order.error} />
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
