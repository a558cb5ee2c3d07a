import { Button, Group, Modal, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { caseDetails } from '../../../../operations/cases.ts';
import { enqueued } from '../../../../operations/privacy.ts';
import { ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Panel } from '../../parts/page.tsx';
import { type WhoAndWhy, WhoAndWhyForm } from '../../parts/who-and-why.tsx';

/** What may be decided about a case: a button each, and the keys 1, 2, 3 …; who decides and why is written down. */
export function DecideCase({ id }: { readonly id: string }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [decision, setDecision] = useState<string>();
  const path = `/api/cases/${encodeURIComponent(id)}`;
  const { data } = useQuery({
    queryKey: ['case', id],
    queryFn: ({ signal }) => ask(caseDetails, path, undefined, signal),
  });
  const decide = useMutation({
    mutationFn: ({ by, why }: WhoAndWhy) => ask(enqueued, `${path}/decide`, { decision, by, note: why }),
    onSuccess: () => {
      setDecision(undefined);
      return client.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  const { data: health } = useHealth();
  const decisions = health?.isReadOnly ? [] : (data?.decisions ?? []);
  useHotkeys(decisions.map((one, index) => [String(index + 1), () => setDecision(one)]));
  if (decisions.length === 0) return undefined;
  const ids = data?.customers.map((customer) => customer.id).join(', ');
  return (
    <Panel title={t.cases.decide}>
      <Group gap="xs">
        {decisions.map((one, index) => (
          <Button
            key={one}
            size="xs"
            variant="default"
            onClick={() => setDecision(one)}
            aria-keyshortcuts={`${index + 1}`}
          >
            {t.cases.decisions[one] ?? one} <kbd style={{ marginInlineStart: 8 }}>{index + 1}</kbd>
          </Button>
        ))}
      </Group>
      {decide.isSuccess && (
        <Text role="status" size="sm">
          {t.cases.decided}
        </Text>
      )}
      <Modal
        opened={decision !== undefined}
        onClose={() => setDecision(undefined)}
        title={t.cases.decisions[decision ?? ''] ?? decision}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <WhoAndWhyForm
          text={t.cases.decideText(ids === undefined || ids === '' ? t.cases.nobody : ids)}
          action={t.cases.decide}
          isPending={decide.isPending}
          error={decide.error}
          onSubmit={(asker) => decide.mutate(asker)}
        />
      </Modal>
    </Panel>
  );
}
