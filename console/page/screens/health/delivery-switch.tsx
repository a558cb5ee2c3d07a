import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { HealthPage } from '../../../../operations/console/health-page.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { type WhoAndWhy, WhoAndWhyForm } from '../../parts/who-and-why.tsx';

/** Stops delivery, and starts it again. */
export function DeliverySwitch({ health: { breaker } }: { readonly health: HealthPage }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(false);
  const onSuccess = () => {
    close();
    return client.invalidateQueries({ queryKey: ['health'] });
  };
  const pause = useMutation({ mutationFn: (asker: WhoAndWhy) => ask(z.unknown(), '/api/pause', asker), onSuccess });
  const resume = useMutation({ mutationFn: () => ask(z.unknown(), '/api/resume', {}), onSuccess });
  if (breaker.state === 'paused')
    return (
      <Button loading={resume.isPending} onClick={() => resume.mutate()}>
        {t.health.resume}
      </Button>
    );
  return (
    <>
      <Button variant="default" onClick={open}>
        {t.health.pause}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t.health.pauseTitle}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <WhoAndWhyForm
          text={t.health.pauseText}
          action={t.health.pauseTitle}
          isPending={pause.isPending}
          error={pause.error}
          onSubmit={(asker) => pause.mutate(asker)}
        />
      </Modal>
    </>
  );
}
