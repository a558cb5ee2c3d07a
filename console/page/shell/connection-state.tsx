import { useStream } from '../api/stream.tsx';
import { useLanguage } from '../i18n/language.tsx';
import classes from './shell.module.css';

/** Whether the page hears what happens. */
export function ConnectionState() {
  const { state } = useStream();
  const { t } = useLanguage();
  const text = { live: t.live.live, connecting: t.live.connecting, lost: t.live.lost }[state];
  return (
    <span className={classes['live']} data-state={state} role="status" title={text}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        {state === 'lost' ? (
          <path d="M1 1l8 8M9 1l-8 8" stroke="currentColor" strokeWidth="2" />
        ) : (
          <circle
            cx="5"
            cy="5"
            r={state === 'live' ? 4 : 3}
            fill={state === 'live' ? 'currentColor' : 'none'}
            stroke="currentColor"
          />
        )}
      </svg>
      <span className={classes['liveText']}>{text}</span>
    </span>
  );
}
