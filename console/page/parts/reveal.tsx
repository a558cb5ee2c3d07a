import { Button, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { ask } from '../api/client.ts';
import { useHealth } from '../api/health.ts';
import { useLanguage } from '../i18n/language.tsx';
import { JsonView } from './json-view.tsx';
import { type WhoAndWhy, WhoAndWhyForm } from './who-and-why.tsx';

interface RevealProps {
  readonly request:
    | { readonly about: string; readonly source?: string }
    | { readonly letter: string }
    | { readonly quarantined: string };
}

/** Shows values in clear, after who looks and why has been written down. */
export function Reveal({ request }: RevealProps) {
  const { t } = useLanguage();
  const { data: health } = useHealth();
  const [isOpen, { open, close }] = useDisclosure(false);
  const reveal = useMutation({
    mutationFn: (asker: WhoAndWhy) => ask(z.unknown(), '/api/reveals', { ...request, ...asker }),
  });
  const hide = () => {
    reveal.reset();
    close();
  };
  if (health?.mayReveal === false) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        {t.reveal.button}
      </Button>
      <Modal
        opened={isOpen}
        onClose={hide}
        title={t.reveal.title}
        size={reveal.data === undefined ? 'md' : '80rem'}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        {reveal.data === undefined ? (
          <WhoAndWhyForm
            text={t.reveal.text}
            action={t.reveal.show}
            isPending={reveal.isPending}
            error={reveal.error}
            onSubmit={(asker) => reveal.mutate(asker)}
          />
        ) : (
          <Stack gap="sm">
            <Text size="sm" role="status">
              {t.reveal.shown}
            </Text>
            <JsonView json={reveal.data} label={t.reveal.title} />
            <Button variant="default" onClick={hide}>
              {t.reveal.hide}
            </Button>
          </Stack>
        )}
      </Modal>
    </>
  );
}
