import type { ReactNode } from 'react';
import type { EventDetails } from '../../../../operations/console/event-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { tableClass } from '../../parts/page.tsx';
import classes from './event.module.css';

interface TakenProps {
  readonly page: EventDetails;
  readonly chosen: string | undefined;
  readonly onChoose: (field: string) => void;
}

/** Every value that was found, with its field: which of them are identities, and why the others are none. */
export function Taken({ page, chosen, onChoose }: TakenProps) {
  const { t, translated } = useLanguage();
  const { identities, withheld, discarded, asked } = page;
  const line = (key: string, kind: string, value: string, field: string, result: ReactNode) => (
    <tr key={key}>
      <td>{kind}</td>
      <td className="mono">{value}</td>
      <td>
        <button
          type="button"
          className={classes['field']}
          aria-pressed={chosen === field}
          title={t.event.showField(field)}
          onClick={() => onChoose(field)}
        >
          {field}
        </button>
      </td>
      <td>{result}</td>
    </tr>
  );
  if (identities.length + discarded.length + asked.length === 0)
    return <p style={{ padding: '0 14px' }}>{t.event.nothingTaken}</p>;
  const notLinked = new Set(withheld.map((one) => `${one.kind} ${one.field}`));
  return (
    <table className={tableClass}>
      <thead>
        <tr>
          <th>{t.event.kind}</th>
          <th>{t.common.value}</th>
          <th>{t.common.field}</th>
          <th>{t.event.grade}</th>
        </tr>
      </thead>
      <tbody>
        {identities
          .filter(({ kind, field }) => !notLinked.has(`${kind} ${field}`))
          .map(({ kind, scope, value, field, grade }) =>
            line(
              `i${field}${kind}`,
              kind,
              scope === '' ? value : `${scope}:${value}`,
              field,
              t.event.grades[grade] ?? grade,
            ),
          )}
        {withheld.map(({ kind, value, field, because = '' }) =>
          line(
            `w${field}${kind}`,
            kind,
            value,
            field,
            <>
              {t.event.withheld}: <span className="mono">{because}</span>
            </>,
          ),
        )}
        {discarded.map(({ kind, masked, field, reason, hint }) =>
          line(
            `d${field}${kind}`,
            kind,
            masked,
            field,
            <span className="quiet" title={hint}>
              {t.event.discarded}: <span className="mono">{reason}</span>
            </span>,
          ),
        )}
        {asked.map(({ api, outcome, found, detail }) => (
          <tr key={api}>
            <td>{t.event.asked}</td>
            <td className="mono" colSpan={2}>
              {api}
            </td>
            <td>
              {outcome} {found.join(', ')} <span className="quiet">{translated(detail ?? '')}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
