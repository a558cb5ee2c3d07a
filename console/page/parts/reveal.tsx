import { Button, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import * as z from 'zod/mini';
import { ask } from '../api/client.ts';
import { useHealth } from '../api/health.ts';
import { useLanguage } from '../i18n/language.tsx';
import { JsonView } from './json-view.tsx';
import { type WhoAndWhy, WhoAndWhyForm } from './who-and-why.tsx';

type RevealRequest =
  | { readonly event: string; readonly source: string }
  | { readonly letter: string }
  | { readonly quarantined: string };

interface RevealProps<Shown> {
  readonly request: RevealRequest;
  readonly schema: z.ZodMiniType<Shown>;
  /** Shows it. */
  readonly as: ComponentType<{ readonly shown: Shown }>;
}

/** Shows values in clear, after who looks and why has been written down. */
export function RevealAs<Shown>({ request, schema, as: Values }: RevealProps<Shown>) {
  const { t } = useLanguage();
  const { data: health } = useHealth();
  const [isOpen, { open, close }] = useDisclosure(false);
  const reveal = useMutation({
    mutationFn: (asker: WhoAndWhy) => ask(schema, '/api/reveals', { ...request, ...asker }),
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
        size={reveal.data === undefined ? 'md' : '90rem'}
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
            <Values shown={reveal.data} />
            <Button variant="default" onClick={hide}>
              {t.reveal.hide}
            </Button>
          </Stack>
        )}
      </Modal>
    </>
  );
}

/** The same, as JSON. */
export function Reveal({ request }: { readonly request: RevealRequest }) {
  return <RevealAs request={request} schema={z.unknown()} as={AsJson} />;
}

function AsJson({ shown }: { readonly shown: unknown }) {
  const { t } = useLanguage();
  return <JsonView json={shown} label={t.reveal.title} />;
}
