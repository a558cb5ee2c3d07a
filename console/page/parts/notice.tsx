import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Page } from './page.tsx';
import classes from './parts.module.css';

interface NoticeProps {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
  readonly role?: 'alert' | 'status';
}

/** What stands where a list would: that it is empty, or what went wrong, and what to do. */
export function Notice({ title, text, children, role = 'status' }: NoticeProps) {
  return (
    <div className={classes['notice']} role={role}>
      <b>{title}</b>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}

/** A screen of what cannot be asked or done where this page looks, and what to do instead. */
export function NotHere({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Page title={title}>
      <Notice title={text} />
    </Page>
  );
}

interface Loaded {
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** A query that has no answer so far: it is under way, or it failed. */
export function Pending({ error, refetch }: Loaded) {
  const { t } = useLanguage();
  if (!error) {
    return (
      <div className={classes['notice']} role="status">
        <Loader size="sm" aria-hidden />
        <span>{t.common.loading}</span>
      </div>
    );
  }
  const kind = error instanceof ApiError ? error.kind : 'unexpected';
  return (
    <Notice
      role="alert"
      title={kind === 'not-found' ? t.common.notFound : t.common.failed}
      text={<Failure error={error} />}
    >
      <Button variant="default" onClick={() => void refetch()}>
        {t.common.retry}
      </Button>
    </Notice>
  );
}

/** What went wrong, in the reader's language, and what the desk says of it. */
export function Failure({ error }: { readonly error: Error }) {
  const { t, translated } = useLanguage();
  const kind = error instanceof ApiError ? error.kind : 'unexpected';
  return (
    <>
      {t.failures[kind]} <span className="quiet">{translated(error.message)}</span>
    </>
  );
}
