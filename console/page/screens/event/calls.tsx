import type { ShownCall } from '../../../../operations/console/event-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import classes from './event.module.css';

/** Each call with what was asked and what was answered; in one line, until it is opened. */
export function Calls({ calls }: { readonly calls: readonly ShownCall[] }) {
  const { t } = useLanguage();
  if (calls.length === 0) return <p style={{ padding: '0 14px' }}>{t.event.noCalls}</p>;
  return (
    <ol className={classes['calls']}>
      {calls.map(({ call, request, answer, explanation }, index) => (
        // Calls of an event do not change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          <details>
            <summary>
              <span className="quiet number">{index + 1}</span>
              <span className="mono">{call}</span>
              <span className="quiet clip">{shortOf(answer)}</span>
            </summary>
            <div className={classes['sides']}>
              <div>
                <h3>{t.event.request}</h3>
                <JsonView json={request} label={`${call}: ${t.event.request}`} />
              </div>
              <div>
                <h3>{t.event.answer}</h3>
                <JsonView json={answer} label={`${call}: ${t.event.answer}`} />
                {explanation && <JsonView json={explanation} label={`${call}: ${t.common.details}`} />}
              </div>
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}

function shortOf(answer: unknown): string {
  if (typeof answer === 'string' || typeof answer === 'number') return `→ ${answer}`;
  return answer === null || answer === undefined ? '' : '→ {…}';
}
