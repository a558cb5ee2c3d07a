import type { ReactNode } from 'react';
import type { EventDetails } from '../../../../operations/console/event-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import classes from './event.module.css';

/** What happened to the event, one thing after another, each with its time. */
export function Timeline({ page: { row, time: happened, steps, via = '' } }: { readonly page: EventDetails }) {
  const { t, time } = useLanguage();
  const received = Date.parse(row.receivedTime);
  return (
    <ol className={classes['steps']}>
      {happened !== undefined && <Step title={t.event.happened} hint={t.event.happenedHint} at={time.full(happened)} />}
      <Step title={t.event.received} hint={t.event.receivedHint(via)} at={time.full(row.receivedTime)} />
      {steps.map((step) => (
        <Step
          key={step.first}
          title={<StateMark state={step.state} />}
          hint={
            <>
              {step.reason !== undefined && <span className="mono">{step.reason}</span>}{' '}
              {step.tries > 1 && t.event.tries(step.tries)}
            </>
          }
          at={
            <span title={time.full(step.last)}>
              {t.event.after(time.duration(Math.max(Date.parse(step.last) - received, 0)))}
            </span>
          }
        />
      ))}
      {(row.state === 'queued' || row.state === 'waiting') && <Step title={t.event.still} hint="" at="" />}
    </ol>
  );
}

interface StepProps {
  readonly title: ReactNode;
  readonly hint: ReactNode;
  readonly at: ReactNode;
}

function Step({ title, hint, at }: StepProps) {
  return (
    <li>
      <div className={classes['step']}>
        <b>{title}</b>
        <span className="quiet">{hint}</span>
        <span className="quiet number">{at}</span>
      </div>
    </li>
  );
}
