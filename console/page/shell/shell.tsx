import { Burger, Drawer, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useStream } from '../api/stream.tsx';
import { useHealth } from '../api/health.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Link } from '../routing/link.tsx';
import { ConnectionState } from './connection-state.tsx';
import { Navigation } from './navigation.tsx';
import { Preferences } from './preferences.tsx';
import { SearchBox } from './search-box.tsx';
import { StageBar } from './stage-bar.tsx';
import classes from './shell.module.css';

/** What stands around every screen. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useLanguage();
  const [isOpen, { open, close }] = useDisclosure(false);
  const { data: health } = useHealth();
  const { state } = useStream();
  const stage = health?.stage;
  const isLocked = stage?.isProtected === true && stage.unlockedUntil === undefined && health?.mayReveal === true;
  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#content">
        {t.nav.skip}
      </a>
      <header className={classes['header']}>
        <Burger className={classes['burger'] ?? ''} opened={isOpen} onClick={open} size="sm" aria-label={t.nav.open} />
        <Link href="/" className={classes['brand']}>
          归一 <span>Guiyi</span>
        </Link>
        <SearchBox />
        <div className={classes['status']}>
          {health?.isReadOnly && !isLocked && (
            <Tooltip label={t.settings.readOnlyHint}>
              <span className={classes['mark']}>{t.settings.readOnly}</span>
            </Tooltip>
          )}
          {health?.isSandbox && (
            <Tooltip label={t.settings.sandboxHint}>
              <span className={`${classes['mark'] ?? ''} ${classes['wide'] ?? ''}`}>{t.settings.sandbox}</span>
            </Tooltip>
          )}
          <ConnectionState />
          <Preferences />
        </div>
      </header>
      <div className={classes['side']}>
        <Navigation health={health} />
      </div>
      <Drawer
        opened={isOpen}
        onClose={close}
        size="xs"
        title="归一 Guiyi"
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <Navigation health={health} onChoose={close} />
      </Drawer>
      <main id="content" className={classes['main']} tabIndex={-1}>
        {health && stage && <StageBar health={health} stage={stage} />}
        {state === 'lost' && (
          <div role="alert" className={classes['lost']}>
            <b>{t.live.lost}.</b> {stage ? t.stage.lostHint(stage.name) : t.live.lostHint}
          </div>
        )}
        {children}
      </main>
    </div>
  );
}
