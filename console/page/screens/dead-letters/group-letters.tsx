import { useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { deadLetterView } from '../../../../operations/dead-letters.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

const letters = z.object({ events: z.array(deadLetterView), inlet: z.array(deadLetterView) });

/** The letters of one cause, a hundred at most. */
export function GroupLetters({ group }: { readonly group: string }) {
  const { t, time, number, translated } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['letters', group],
    queryFn: ({ signal }) =>
      ask(
        letters,
        `/api/dead-letters?${new URLSearchParams({ groups: group, limit: '100' }).toString()}`,
        undefined,
        signal,
      ),
  });
  if (!data) return <Pending error={error} refetch={refetch} />;
  return (
    <table className={tableClass}>
      <thead>
        <tr>
          <th>#</th>
          <th>{t.common.event}</th>
          <th>{t.common.details}</th>
          <th className="number">{t.letters.redrives}</th>
          <th className="number">{t.letters.firstSeen}</th>
          <th className="number">{t.letters.exported}</th>
        </tr>
      </thead>
      <tbody>
        {[...data.events, ...data.inlet].map((letter) => (
          <tr key={letter.id}>
            <td>
              <Link href={addressOf.letter(letter.id)}>{letter.id}</Link>
            </td>
            <td>
              {letter.events.map(({ id, source }) => (
                <Link key={id} className="mono" href={addressOf.event(id, source)}>
                  {id.slice(0, 18)}…
                </Link>
              ))}
            </td>
            <td>{translated(letter.detail ?? '')}</td>
            <td className="number">{number(letter.redrives)}</td>
            <td className="number" title={time.full(letter.firstSeen)}>
              {time.short(letter.firstSeen)}
            </td>
            <td className="number">{letter.exportedAt !== undefined && time.short(letter.exportedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
