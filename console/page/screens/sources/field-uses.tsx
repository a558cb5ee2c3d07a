import type { FieldUse } from '../../../../operations/console/source-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { tableClass } from '../../parts/page.tsx';

/** Each field of the payload from which something was taken, or would have been. */
export function FieldUses({ fields }: { readonly fields: readonly FieldUse[] }) {
  const { t, number } = useLanguage();
  return (
    <table className={tableClass}>
      <thead>
        <tr>
          <th>{t.common.field}</th>
          <th>{t.event.kind}</th>
          <th>{t.event.grade}</th>
          <th className="number">{t.sources.taken}</th>
          <th className="number">{t.sources.withheld}</th>
          <th>{t.sources.discarded}</th>
          <th>{t.sources.example}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, kind, grade, taken, withheld, discarded, example }) => (
          <tr key={`${field} ${kind}`}>
            <td className="mono">{field}</td>
            <td>{kind}</td>
            <td>{grade === undefined ? '' : (t.event.grades[grade] ?? grade)}</td>
            <td className="number">{number(taken)}</td>
            <td className="number">{withheld === 0 ? '' : number(withheld)}</td>
            <td>{discarded.map(({ reason, count }) => `${reason} ${number(count)}`).join(', ')}</td>
            <td className="mono">{example}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
