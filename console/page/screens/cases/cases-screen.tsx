import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { cases, type CaseView } from '../../../../operations/cases.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { caseText } from '../../i18n/case-texts.ts';
import { Notice, Pending } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { goTo, usePlace, withQuery } from '../../routing/location.ts';
import classes from './cases.module.css';
import { CaseDetails } from './case-details.tsx';

/** Questions about people: the list, and beside it the case that is looked at. */
export function CasesScreen() {
  const { t } = useLanguage();
  const place = usePlace();
  const list = useRef<HTMLUListElement>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['cases'],
    queryFn: ({ signal }) => ask(cases, '/api/cases', undefined, signal),
    refetchInterval: 10_000,
  });
  const found = data ?? [];
  const [type, key] = [place.query.get('type'), place.query.get('key')];
  const chosen = found.findIndex((one) => one.type === type && (key === null || one.key === key));
  const index = Math.max(chosen, 0);
  const choose = (step: number) => {
    const next = found[Math.min(Math.max(index + step, 0), found.length - 1)];
    if (!next) return;
    goTo(addressFor(next), { replace: true });
    requestAnimationFrame(() =>
      list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' }),
    );
  };
  const addressFor = (one: CaseView) => withQuery(place, { type: one.type, key: one.key });
  useHotkeys([
    ['j', () => choose(1)],
    ['ArrowDown', () => choose(1)],
    ['k', () => choose(-1)],
    ['ArrowUp', () => choose(-1)],
  ]);
  if (!data) return <Pending error={error} refetch={refetch} />;
  const shown = found[index];
  return (
    <Page title={t.cases.title} hint={t.cases.hint}>
      {shown === undefined ? (
        <Notice title={t.cases.empty} text={t.cases.emptyHint} />
      ) : (
        <div className={classes['sides']}>
          <ul className={classes['list']} ref={list}>
            {found.map((one) => (
              <Line
                key={`${one.type} ${one.connection} ${one.key}`}
                one={one}
                href={addressFor(one)}
                isChosen={one === shown}
              />
            ))}
          </ul>
          <CaseDetails key={`${shown.type} ${shown.key}`} found={shown} />
        </div>
      )}
    </Page>
  );
}

function Line({ one, href, isChosen }: { readonly one: CaseView; readonly href: string; readonly isChosen: boolean }) {
  const { code, number, time } = useLanguage();
  return (
    <li>
      <Link href={href} aria-current={isChosen ? 'true' : undefined}>
        <span>
          <b>{one.type}</b>
          <span className="number">{one.count > 1 && number(one.count)}</span>
        </span>
        <span className="quiet">{caseText(code, one.type)?.seen}</span>
        <span className="quiet">
          <span>{one.connection}</span>
          <span>{time.ago(one.last)}</span>
        </span>
      </Link>
    </li>
  );
}
