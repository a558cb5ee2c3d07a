import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { detailsOfView } from '../../../../operations/console/event-details.ts';
import type { RevealedEvent } from '../../../../operations/revealed-event.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { Columns, Panel } from '../../parts/page.tsx';
import { Taken } from './taken.tsx';
import classes from './event.module.css';

type Side = 'decoded' | 'opened' | 'body' | 'headers';

/** What came, in clear and in each of its forms, beside what was taken from which field. */
export function Revealed({ shown: { event, request } }: { readonly shown: RevealedEvent }) {
  const { t } = useLanguage();
  const [side, setSide] = useState<Side>('decoded');
  const [field, setField] = useState<string>();
  const page = detailsOfView(event);
  const { identities, withheld, discarded } = page;
  const marked = new Set([...identities, ...withheld, ...discarded].map((one) => one.field));
  const sides: readonly Side[] = [
    'decoded',
    ...(request?.opened !== undefined && request.opened !== request.body ? (['opened'] as const) : []),
    ...(request ? (['body', 'headers'] as const) : []),
  ];
  const choose = (chosen: string) => {
    setField(chosen);
    // Fields are those of what was decoded.
    setSide('decoded');
  };
  return (
    <Columns>
      <Panel
        title={t.event.came}
        hint={request === undefined ? t.event.noRequest : undefined}
        actions={
          <SegmentedControl
            size="xs"
            aria-label={t.event.came}
            value={side}
            onChange={(value) => setSide(sides.find((one) => one === value) ?? 'decoded')}
            data={sides.map((one) => ({ value: one, label: t.event.sides[one] }))}
          />
        }
      >
        {side === 'decoded' && <JsonView json={page.payload} marked={marked} chosen={field} label={t.event.payload} />}
        {side === 'opened' && <Raw text={request?.opened ?? ''} isBase64={request?.base64?.includes('opened')} />}
        {side === 'body' && <Raw text={request?.body ?? ''} isBase64={request?.base64?.includes('body')} />}
        {side === 'headers' && request && (
          <Raw text={[firstLine(request), ...Object.entries(request.headers).map(headerLine)].join('\n')} />
        )}
      </Panel>
      <Panel title={t.event.taken} isFlush>
        <Taken page={page} chosen={field} onChoose={choose} />
      </Panel>
    </Columns>
  );
}

const headerLine = ([name, value]: readonly [string, string]) => `${name}: ${value}`;

function firstLine({ method, query }: NonNullable<RevealedEvent['request']>): string {
  return query === '' ? method : `${method} ?${query}`;
}

/** Bytes as they came. */
function Raw({ text, isBase64 = false }: { readonly text: string; readonly isBase64?: boolean | undefined }) {
  const { t } = useLanguage();
  return (
    <>
      <div className={classes['rawHead']}>
        <span className="quiet">{isBase64 && 'Base64'}</span>
        <CopyButton text={text} />
      </div>
      {/* Long lines scroll by keyboard too. */}
      <pre className={classes['raw']} tabIndex={0} aria-label={t.event.came} role="group">
        {text}
      </pre>
    </>
  );
}
