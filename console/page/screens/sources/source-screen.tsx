import { Button, Code } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sourcePage } from '../../../../operations/console/source-page.ts';
import { ask } from '../../api/client.ts';
import { lacks, useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Notice, Pending } from '../../parts/notice.tsx';
import { Columns, Facts, Page, Panel, tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { FieldUses } from './field-uses.tsx';
import { MappingPreview } from './mapping-preview.tsx';
import { SecretState } from './sources-screen.tsx';

/** One connection: what to tell its platform, and what is made of what it sends. */
export function SourceScreen({ name }: { readonly name: string }) {
  const { t, code, number, time } = useLanguage();
  const { data: health } = useHealth();
  const { data, error, refetch } = useQuery({
    queryKey: ['source', name],
    queryFn: ({ signal }) => ask(sourcePage, `/api/sources/${encodeURIComponent(name)}`, undefined, signal),
    refetchInterval: 5_000,
  });
  if (!data) return <Pending error={error} refetch={refetch} />;
  const { row, types, fields, findings, looked } = data;
  return (
    <Page
      title={row.name}
      hint={row.source}
      actions={
        <>
          <Button
            component="a"
            variant="default"
            href={`/events?${new URLSearchParams({ connection: name }).toString()}`}
          >
            {t.nav.events}
          </Button>
          {!lacks(health, 'play') && (
            <Button
              component="a"
              variant="default"
              href={`/play?${new URLSearchParams({ connection: name }).toString()}`}
            >
              {t.events.toPlay}
            </Button>
          )}
        </>
      }
    >
      <Columns>
        <Panel title={t.sources.paste}>
          <Facts
            facts={[
              row.address === undefined
                ? [t.sources.address, t.sources.inlet]
                : [
                    t.sources.address,
                    <span key="a" className="mono">
                      {row.address} <CopyButton text={row.address} />
                    </span>,
                  ],
              row.secret.fields.length > 0 && [
                t.sources.pasteSecret,
                <span key="f" className="mono">
                  {row.secret.fields.join(', ')}
                </span>,
              ],
              [t.sources.secret, <SecretState key="s" source={row} />],
              [t.sources.lastEvent, row.lastEvent === undefined ? t.sources.never : time.full(row.lastEvent)],
              row.events !== undefined && [t.sources.today, number(row.events)],
              row.rejected !== undefined &&
                row.rejected.length > 0 && [
                  t.sources.rejected,
                  row.rejected.map(({ reason, count }) => `${reason} ${number(count)}`).join(', '),
                ],
            ]}
          />
        </Panel>
        <Panel
          title={t.sources.checks}
          hint={
            <>
              {t.sources.doctor} <Code>npx guiyi doctor {health?.stage ? `--stack ${health.stage.name}` : name}</Code>
            </>
          }
          isFlush
        >
          {findings.length === 0 && <p style={{ padding: '0 14px' }}>{t.common.none}</p>}
          <table className={tableClass}>
            <tbody>
              {findings.map(({ check, verdict, detail }) => (
                <tr key={check + detail.en}>
                  <td>
                    {verdict === 'ok' ? '✓' : verdict === 'skipped' ? '–' : '!'} {check}
                  </td>
                  <td>{detail[code]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      </Columns>
      {looked === 0 ? (
        <Notice title={t.sources.never} text={lacks(health, 'play') ? undefined : t.sources.noEvents}>
          {!lacks(health, 'play') && (
            <Link href={`/play?${new URLSearchParams({ connection: name }).toString()}`}>{t.events.toPlay}</Link>
          )}
        </Notice>
      ) : (
        <>
          <Panel title={t.sources.fields} hint={t.sources.fieldsHint(looked)} isFlush>
            <FieldUses fields={fields} />
          </Panel>
          {!lacks(health, 'preview') && <MappingPreview name={name} />}
          <Panel title={t.sources.types} isFlush>
            <table className={tableClass}>
              <thead>
                <tr>
                  <th>{t.common.type}</th>
                  <th className="number">{t.common.count}</th>
                  <th className="number">{t.sources.withIdentity}</th>
                </tr>
              </thead>
              <tbody>
                {types.map(({ type, count, withIdentity }) => (
                  <tr key={type}>
                    <td>{type}</td>
                    <td className="number">{number(count)}</td>
                    <td className="number">{number(withIdentity)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        </>
      )}
    </Page>
  );
}
