import type { ShownState } from '../../../operations/console/event-row.ts';
import { useLanguage } from '../i18n/language.tsx';
import classes from './parts.module.css';

const shapes: Readonly<Record<ShownState, string>> = {
  queued: 'M6 2a4 4 0 1 0 .01 0',
  waiting: 'M6 1.5a4.5 4.5 0 1 0 .01 0M6 3.5V6l2 1.4',
  done: 'M2 6.5l2.8 2.8L10 3.5',
  ignored: 'M2 6h8',
  'dead-lettered': 'M2.5 2.5l7 7m0-7l-7 7',
};

/** Where an event is: by shape and by word, and by colour besides. */
export function StateMark({ state }: { readonly state: ShownState }) {
  const { t } = useLanguage();
  return (
    <span className={classes['state']} data-state={state}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      >
        <path d={shapes[state]} />
      </svg>
      {t.states[state]}
    </span>
  );
}
