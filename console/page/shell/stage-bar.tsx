import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { HealthPage } from '../../../operations/console/health-page.ts';
import { unlocked } from '../../../operations/console/unlock-request.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';
import { type WhoAndWhy, WhoAndWhyForm } from '../parts/who-and-why.tsx';
import classes from './shell.module.css';

const MINUTES = 15;

interface StageBarProps {
  readonly health: HealthPage;
  readonly stage: NonNullable<HealthPage['stage']>;
}

/** Which stage is looked at, above every screen; a protected one is unlocked here for a time. */
export function StageBar({ health, stage }: StageBarProps) {
  const { t, time } = useLanguage();
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(false);
  const { name, region, isProtected, unlockedUntil } = stage;
  useEffect(() => {
    document.title = `${name} · Guiyi 归一`;
  }, [name]);
  const unlock = useMutation({
    mutationFn: (asker: WhoAndWhy) => ask(unlocked, '/api/unlock', { ...asker, minutes: MINUTES }),
    onSuccess: () => {
      close();
      return client.invalidateQueries({ queryKey: ['health'] });
    },
  });
  const isLocked = isProtected && unlockedUntil === undefined;
  return (
    <div className={classes['stage']} data-protected={isProtected}>
      <b>{t.stage.looksAt(name)}</b>
      <span>{region}</span>
      {unlockedUntil !== undefined && <span role="status">{t.stage.unlockedUntil(time.short(unlockedUntil))}</span>}
      {isLocked && <span>{t.stage.locked}</span>}
      {isLocked && health.mayReveal && (
        <Button variant="default" size="compact-xs" onClick={open}>
          {t.stage.unlock}
        </Button>
      )}
      <Modal
        opened={isOpen}
        onClose={close}
        title={t.stage.unlockTitle(name)}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <WhoAndWhyForm
          text={t.stage.unlockText(MINUTES)}
          action={t.stage.unlockTitle(name)}
          isPending={unlock.isPending}
          error={unlock.error}
          onSubmit={(asker) => unlock.mutate(asker)}
        />
      </Modal>
    </div>
  );
}
