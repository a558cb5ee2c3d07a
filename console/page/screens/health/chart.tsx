import type { Minute } from '../../../../operations/console/health-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './health.module.css';

interface ChartProps {
  readonly title: string;
  readonly note?: string;
  readonly minutes: readonly Minute[];
  readonly value: (minute: Minute) => number;
  readonly write: (value: number) => string;
  /** Anything above nothing is worth a look. */
  readonly isAlarm?: boolean;
}

const HEIGHT = 56;
const BAR = 4;

/** One number by minute, as small bars; the table below has the same. */
export function Chart({ title, note, minutes, value, write, isAlarm = false }: ChartProps) {
  const { t } = useLanguage();
  const values = minutes.map(value);
  const peak = Math.max(...values, 0);
  const latest = values.findLast((one) => one > 0) ?? 0;
  const colour = isAlarm ? 'var(--bad)' : 'var(--accent)';
  return (
    <figure className={classes['chart']}>
      <figcaption>
        <span>{title}</span>
        <span>{note}</span>
      </figcaption>
      <strong>{write(latest)}</strong>
      <svg
        viewBox={`0 0 ${minutes.length * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: ${t.health.peak(write(peak))}`}
      >
        <line x1="0" x2={minutes.length * BAR} y1={HEIGHT} y2={HEIGHT} stroke="var(--line)" />
        {minutes.map(({ at }, index) => {
          const height = peak === 0 ? 0 : ((values[index] ?? 0) / peak) * (HEIGHT - 2);
          return <rect key={at} x={index * BAR} y={HEIGHT - height} width={BAR - 1} height={height} fill={colour} />;
        })}
      </svg>
      <figcaption>
        <span>{t.health.peak(write(peak))}</span>
      </figcaption>
    </figure>
  );
}
