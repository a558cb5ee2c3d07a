import type { ReactNode } from 'react';
import { Title } from '@mantine/core';
import classes from './parts.module.css';

interface PageProps {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A screen under its heading. */
export function Page({ title, hint, actions, children }: PageProps) {
  return (
    <div className={classes['page']}>
      <div className={classes['heading']}>
        <Title order={1}>{title}</Title>
        {hint !== undefined && <p className="quiet">{hint}</p>}
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** The content reaches the edges: a table. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** A part of a screen that stands for itself. */
export function Panel({ title, hint, actions, isFlush = false, children }: PanelProps) {
  return (
    <section className={classes['panel']}>
      <header>
        <h2>{title}</h2>
        {hint !== undefined && <span className="quiet">{hint}</span>}
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </header>
      {/* A wide table scrolls by keyboard too. */}
      <div className={isFlush ? classes['flush'] : classes['body']} tabIndex={isFlush ? 0 : undefined}>
        {children}
      </div>
    </section>
  );
}

export function Columns({ children }: { readonly children: ReactNode }) {
  return <div className={classes['columns']}>{children}</div>;
}

/** Names with what they are. */
export function Facts({ facts }: { readonly facts: readonly (readonly [ReactNode, ReactNode] | false | undefined)[] }) {
  return (
    <dl className={classes['facts']}>
      {facts.map((fact, index) =>
        fact ? (
          // The list of facts of a screen does not change its order.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} style={{ display: 'contents' }}>
            <dt>{fact[0]}</dt>
            <dd>{fact[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

export const tableClass = classes['table'];
