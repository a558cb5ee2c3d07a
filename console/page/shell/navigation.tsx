import type { HealthPage } from '../../../operations/console/health-page.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Link } from '../routing/link.tsx';
import { usePlace } from '../routing/location.ts';
import classes from './shell.module.css';

interface NavigationProps {
  readonly health: HealthPage | undefined;
  readonly onChoose?: () => void;
}

export function Navigation({ health, onChoose }: NavigationProps) {
  const { t, number } = useLanguage();
  const { path } = usePlace();
  const items = [
    { href: '/events', label: t.nav.events },
    { href: '/customers', label: t.nav.customers },
    { href: '/cases', label: t.nav.cases, count: health?.cases, isApart: true },
    { href: '/dead-letters', label: t.nav.deadLetters, count: health?.deadLetters, isAlarm: true },
    { href: '/quarantine', label: t.nav.quarantine, count: health?.quarantined, isAlarm: true },
    { href: '/jobs', label: t.nav.jobs },
    { href: '/privacy', label: t.nav.privacy },
    { href: '/sources', label: t.nav.sources, isApart: true },
    { href: '/health', label: t.nav.health },
    { href: '/play', label: t.nav.play },
  ];
  return (
    <nav aria-label={t.nav.label}>
      <ul className={classes['nav']}>
        {items.map(({ href, label, count, isApart = false, isAlarm = false }) => (
          <li key={href} className={isApart ? classes['apart'] : undefined}>
            <Link
              href={href}
              {...(onChoose && { onClick: onChoose })}
              aria-current={isAt(path, href) ? 'page' : undefined}
            >
              {label}
              {count !== undefined && count > 0 && (
                <span className={classes['count']} data-alarm={isAlarm}>
                  {number(count)}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function isAt(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`) || (path === '/' && href === '/events');
}
