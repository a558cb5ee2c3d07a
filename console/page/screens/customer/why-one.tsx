import { Stack, Text } from '@mantine/core';
import type { CustomerDetails } from '../../../../operations/console/customer-page.ts';
import { lacks, useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';
import classes from './customer.module.css';
import { Separate } from './separate.tsx';

/** Which event made two customers one, and what it proved together. */
export function WhyOne({ page, onChange }: { readonly page: CustomerDetails; readonly onChange: () => void }) {
  const { t, time } = useLanguage();
  const { data: health } = useHealth();
  const identity = new Map(page.identities.map((one) => [one.key, one]));
  if (page.merges.length === 0)
    return (
      <Stack gap="md" align="flex-start">
        <Text size="sm">{lacks(health, 'merges') ? t.customer.mergesUnknown : t.customer.whyOne}</Text>
        <Separate about={page.id} isOffered={page.survivor === undefined} onChange={onChange} />
      </Stack>
    );
  return (
    <Stack gap="md">
      {page.merges.map((merge) => (
        <div key={`${merge.loser} ${merge.mergedAt}`} className={classes['merge']}>
          <p>
            {t.customer.mergedAt(merge.loser, time.short(merge.mergedAt))}
            {merge.undone && <b> ({t.customer.undone})</b>}
          </p>
          {merge.event ? (
            <>
              <p>
                {t.customer.proved}{' '}
                <Link href={addressOf.event(merge.event.id, merge.event.source)}>{merge.event.type}</Link>{' '}
                <span className="quiet">{merge.event.connection}</span>
              </p>
              <ul>
                {merge.together.flatMap((key) => {
                  const one = identity.get(key);
                  return one
                    ? [
                        <li key={key}>
                          {one.kind} <span className="mono">{one.value}</span>
                        </li>,
                      ]
                    : [];
                })}
              </ul>
            </>
          ) : (
            <p className="quiet">{t.customer.unknownEvent}</p>
          )}
          <Separate about={page.id} from={merge.loser} isOffered={!merge.undone} onChange={onChange} />
        </div>
      ))}
    </Stack>
  );
}
