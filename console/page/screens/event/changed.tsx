import type { ReactNode } from 'react';
import type { EventDetails, ShownCall } from '../../../../operations/console/event-page.ts';
import type { Dictionary } from '../../i18n/en.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';
import { writtenBy } from './written.ts';
import classes from './event.module.css';

/** What the event did to the customer, and what a person should look at because of it. */
export function Changed({ page }: { readonly page: EventDetails }) {
  const { t, translated } = useLanguage();
  const { identities, fields } = writtenBy(page.calls);
  const changes = [
    ...page.calls.flatMap((call) => changesOf(call, t)),
    ...(identities.length > 0
      ? [{ key: 'identities', text: `${t.event.identitiesSent}: ${identities.join(', ')}` }]
      : []),
    ...(fields.length > 0 ? [{ key: 'fields', text: `${t.event.fieldsSent}: ${fields.join(', ')}` }] : []),
  ];
  return (
    <>
      {changes.length === 0 ? (
        <p className="quiet">
          {page.isSealed && page.calls.length > 0 ? t.event.changesUnknown : t.event.nothingChanged}
        </p>
      ) : (
        <ul className={classes['changes']}>
          {changes.map(({ key, text }) => (
            <li key={key}>{text}</li>
          ))}
        </ul>
      )}
      {page.cases.length > 0 && (
        <>
          <h3 style={{ marginTop: 14 }}>{t.event.cases}</h3>
          <ul className={classes['changes']}>
            {page.cases.map(({ type, key, example }) => (
              <li key={type + key}>
                <Link href={`/cases?${new URLSearchParams({ type, key }).toString()}`}>{type}</Link>{' '}
                <span className="quiet">{translated(example)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface Change {
  readonly key: string;
  readonly text: ReactNode;
}

function changesOf({ call, request, explanation = {} }: ShownCall, t: Dictionary): Change[] {
  const { target, merged, dropped, joined } = explanation;
  const found = target?.startsWith('found-by:') ? target.slice('found-by:'.length) : undefined;
  const groups = groupsIn(request);
  return [
    ...(target === 'created' ? [{ key: `${call}c`, text: t.event.created }] : []),
    ...(found === undefined ? [] : [{ key: `${call}f`, text: t.event.found(found) }]),
    ...(merged === undefined
      ? []
      : [{ key: `${call}m`, text: <Link href={addressOf.customer(merged)}>{t.event.merged(merged)}</Link> }]),
    ...(dropped === undefined ? [] : [{ key: `${call}d`, text: t.event.dropped(dropped) }]),
    ...(call === 'customerAddGroups' && groups !== undefined
      ? [{ key: `${call}g`, text: t.event.joined(groups) }]
      : []),
    ...(call !== 'customerAddGroups' && joined !== undefined
      ? [{ key: `${call}j`, text: t.event.joined(joined) }]
      : []),
    ...(/Remove.*Group|removeGroup/i.test(call) && groups !== undefined
      ? [{ key: `${call}l`, text: t.event.left(groups) }]
      : []),
  ];
}

function groupsIn(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null || !('groups' in request) || !Array.isArray(request.groups))
    return undefined;
  return request.groups.map(String).join(', ');
}
