import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { enqueued } from '../../../../operations/privacy.ts';
import {
  type PrivacyDecision,
  privacyRequestList,
  type PrivacyRequestView,
} from '../../../../operations/privacy-request-view.ts';
import { ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Panel, tableClass } from '../../parts/page.tsx';
import { type WhoAndWhy, WhoAndWhyForm } from '../../parts/who-and-why.tsx';
import { Link } from '../../routing/link.tsx';

/** Requests that a person answers, each with its deadline; the nearest first. */
export function OpenRequests() {
  const { t } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['open-requests'],
    queryFn: ({ signal }) => ask(privacyRequestList, '/api/privacy-requests', undefined, signal),
  });
  return (
    <Panel title={t.privacy.requests} isFlush>
      {!data ? (
        <Pending error={error} refetch={refetch} />
      ) : data.requests.length === 0 ? (
        <p style={{ padding: '0 14px' }}>{t.privacy.noRequests}</p>
      ) : (
        <table className={tableClass}>
          <tbody>
            {data.requests.map((one) => (
              <OpenRequest key={one.id} one={one} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function OpenRequest({ one }: { readonly one: PrivacyRequestView }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [decision, setDecision] = useState<PrivacyDecision['decision']>();
  const answer = useMutation({
    mutationFn: ({ by, why }: WhoAndWhy) =>
      ask(enqueued, `/api/privacy-requests/${encodeURIComponent(one.id)}/answer`, { decision, by, note: why }),
    onSuccess: () => {
      setDecision(undefined);
      return client.invalidateQueries({ queryKey: ['open-requests'] });
    },
  });
  const { data: health } = useHealth();
  const date = one.due.slice(0, 10);
  const isCarriedOut = decision === 'carry-out';
  return (
    <tr>
      <td>
        <Link href={`/events/${encodeURIComponent(one.event)}`}>{one.about}</Link>
      </td>
      <td>{one.connection}</td>
      <td>{one.isOverdue ? <b>{t.privacy.overdue(date)}</b> : t.privacy.due(date)}</td>
      <td>
        {!health?.isReadOnly && (
          <Group gap="xs" justify="flex-end">
            <Button size="xs" variant="default" onClick={() => setDecision('carry-out')}>
              {t.privacy.carryOut}
            </Button>
            <Button size="xs" variant="default" onClick={() => setDecision('refuse')}>
              {t.privacy.refuse}
            </Button>
          </Group>
        )}
        <Modal
          opened={decision !== undefined}
          onClose={() => setDecision(undefined)}
          title={isCarriedOut ? t.privacy.carryOut : t.privacy.refuse}
          closeButtonProps={{ 'aria-label': t.common.close }}
        >
          <WhoAndWhyForm
            text={isCarriedOut ? t.privacy.carryOutText : t.privacy.refuseText}
            action={isCarriedOut ? t.privacy.carryOut : t.privacy.refuse}
            isPending={answer.isPending}
            error={answer.error}
            onSubmit={(asker) => answer.mutate(asker)}
          />
        </Modal>
      </td>
    </tr>
  );
}
