import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type FieldPreview, type SourcePreview, sourcePreview } from '../../../../operations/console/source-preview.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Panel, tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** While the files of the mapping are edited: what they make of the events that were received. */
export function MappingPreview({ name }: { readonly name: string }) {
  const { t } = useLanguage();
  const [isOn, setOn] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['source-preview', name],
    queryFn: ({ signal }) => ask(sourcePreview, `/api/sources/${encodeURIComponent(name)}/preview`, undefined, signal),
    enabled: isOn,
    refetchInterval: 2_000,
  });
  return (
    <Panel
      title={t.preview.title}
      hint={t.preview.hint}
      isFlush
      actions={
        <Button variant="default" aria-pressed={isOn} onClick={() => setOn(!isOn)}>
          {isOn ? t.preview.stop : t.preview.start}
        </Button>
      }
    >
      {isOn && (data ? <Shown preview={data} /> : <Pending error={error} refetch={refetch} />)}
    </Panel>
  );
}

function Shown({ preview }: { readonly preview: SourcePreview }) {
  const { t, time, translated } = useLanguage();
  const { problem, looked, at, fields, differing, unmatched } = preview;
  if (problem !== undefined)
    return (
      <div role="alert" style={{ padding: '0 14px 10px' }}>
        <p>{t.preview.problem}</p>
        <pre className="mono" style={{ whiteSpace: 'pre-wrap' }}>
          {translated(problem)}
        </pre>
      </div>
    );
  return (
    <>
      <p role="status" style={{ padding: '8px 14px', margin: 0 }}>
        {differing.length === 0 ? t.preview.same(looked) : t.preview.differs(differing.length, looked)}{' '}
        <span className="quiet">{t.preview.read(time.full(at))}</span>
      </p>
      {unmatched.map(({ path, types, nearest, mayBeAbsent }) => (
        <p key={path} style={{ padding: '0 14px', margin: 0 }}>
          {mayBeAbsent ? '·' : '✗'} <span className="mono">{path}</span> {t.preview.unmatched(types.join(', '))}{' '}
          {nearest !== undefined && !mayBeAbsent && (
            <>
              {t.preview.nearest} <span className="mono">{nearest}</span>
            </>
          )}
        </p>
      ))}
      <table className={tableClass}>
        <thead>
          <tr>
            <th>{t.common.field}</th>
            <th>{t.event.kind}</th>
            <th className="number">{t.preview.before}</th>
            <th className="number">{t.preview.now}</th>
            <th>{t.sources.example}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((one) => (
            <tr key={`${one.field} ${one.kind}`}>
              <td className="mono">{one.field}</td>
              <td>{one.kind}</td>
              <td className="number">
                <Counted counts={one.before} />
              </td>
              <td className="number">
                <Counted counts={one.now} />
                {isOther(one) && <b title={t.preview.other}> ≠</b>}
              </td>
              <td className="mono">{one.example}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {differing.length > 0 && (
        <table className={tableClass}>
          <thead>
            <tr>
              <th>{t.common.event}</th>
              <th>{t.preview.before}</th>
              <th>{t.preview.now}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(({ id, source, type, before, now }) => (
              <tr key={`${source} ${id}`}>
                <td>
                  <Link href={addressOf.event(id, source)}>{type}</Link>
                </td>
                <td className="mono">{before === '' ? t.common.none : before}</td>
                <td className="mono">{now === '' ? t.common.none : now}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function isOther({ before, now }: FieldPreview): boolean {
  return before.taken !== now.taken || before.discarded !== now.discarded;
}

function Counted({ counts: { taken, discarded } }: { readonly counts: FieldPreview['now'] }) {
  const { t, number } = useLanguage();
  return (
    <>
      {number(taken)}
      {discarded > 0 && <span className="quiet"> {t.preview.discarded(discarded)}</span>}
    </>
  );
}
