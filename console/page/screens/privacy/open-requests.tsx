import { useQuery } from '@tanstack/react-query';
import { cases } from '../../../../operations/cases.ts';
import { deadLetterGroups } from '../../../../operations/dead-letters.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Panel, tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';

const TYPES: ReadonlySet<string> = new Set(['privacy-request', 'erase-needs-decision']);

/** Requests that no machine carries out: cases of that kind, and dead letters that ask to forget somebody. */
export function OpenRequests() {
  const { t, number, time } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['open-requests'],
    async queryFn({ signal }) {
      const [all, { groups }] = await Promise.all([
        ask(cases, '/api/cases', undefined, signal),
        ask(deadLetterGroups, '/api/dead-letters/groups?privacy=true', undefined, signal),
      ]);
      return {
        asked: all.filter(({ type }) => TYPES.has(type)),
        letters: groups.filter(({ isPrivacyRequest }) => isPrivacyRequest),
      };
    },
  });
  return (
    <Panel title={t.privacy.requests} isFlush>
      {!data ? (
        <Pending error={error} refetch={refetch} />
      ) : data.asked.length + data.letters.length === 0 ? (
        <p style={{ padding: '0 14px' }}>{t.privacy.noRequests}</p>
      ) : (
        <table className={tableClass}>
          <tbody>
            {data.asked.map((one) => (
              <tr key={one.type + one.key}>
                <td>
                  <Link href={`/cases?${new URLSearchParams({ type: one.type, key: one.key }).toString()}`}>
                    {one.type}
                  </Link>
                </td>
                <td>{one.connection}</td>
                <td>{one.examples[0]?.example}</td>
                <td className="number">{time.ago(one.first)}</td>
              </tr>
            ))}
            {data.letters.map((group) => (
              <tr key={group.group}>
                <td>
                  <Link href={`/dead-letters?${new URLSearchParams({ group: group.group }).toString()}`}>
                    {group.reason}
                  </Link>
                </td>
                <td>{group.connection}</td>
                <td>
                  {group.type} ×{number(group.count)}
                </td>
                <td className="number">{time.ago(group.first)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
