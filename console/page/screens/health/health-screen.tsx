import { Code } from '@mantine/core';
import type { HealthPage, Minute } from '../../../../operations/console/health-page.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Pending } from '../../parts/notice.tsx';
import { Columns, Facts, Page, Panel, tableClass } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { Chart } from './chart.tsx';
import classes from './health.module.css';
import { DeliverySwitch } from './delivery-switch.tsx';

/** How it goes: rates, latency, what waits and why, the breaker and the CDP. */
export function HealthScreen() {
  const { t } = useLanguage();
  const { data, error, refetch } = useHealth();
  if (!data) return <Pending error={error} refetch={refetch} />;
  return (
    <Page
      title={t.health.title}
      hint={data.looked === undefined ? t.health.period : t.health.looked(data.looked)}
      actions={!data.isReadOnly && <DeliverySwitch health={data} />}
    >
      <Charts health={data} />
      <Columns>
        <Now health={data} />
        <Calls health={data} />
      </Columns>
      <Numbers minutes={data.minutes} />
    </Page>
  );
}

function Charts({ health: { minutes } }: { readonly health: HealthPage }) {
  const { t, number, time } = useLanguage();
  const ended = (minute: Minute) => minute.done + minute.ignored + minute.deadLettered;
  return (
    <div className={classes['charts']}>
      <Chart title={t.health.rate} minutes={minutes} value={ended} write={number} />
      <Chart
        title={t.health.latency}
        minutes={minutes}
        value={({ p95 = 0 }) => p95}
        write={(milliseconds) => time.duration(milliseconds)}
        note={t.health.p95}
      />
      {minutes.some(({ rejected }) => rejected !== undefined) && (
        <Chart
          title={t.health.rejected}
          minutes={minutes}
          value={({ rejected = 0 }) => rejected}
          write={number}
          isAlarm
        />
      )}
      <Chart title={t.health.calls} minutes={minutes} value={({ calls }) => calls} write={number} />
    </div>
  );
}

function Now({ health }: { readonly health: HealthPage }) {
  const { t, number, time } = useLanguage();
  const { breaker, events, inlet, deadLetters, quarantined, lastHour, total } = health;
  return (
    <Panel title={t.health.now}>
      <Facts
        facts={[
          [t.health.breaker, t.health.breakerStates[breaker.state] ?? breaker.state],
          breaker.pausedBy !== undefined && [t.live.paused, `${breaker.pausedBy}: ${breaker.pausedWhy ?? ''}`],
          breaker.reason !== undefined && [t.common.reason, <Code key="r">{breaker.reason}</Code>],
          breaker.nextProbe !== undefined && [t.health.nextProbe, time.full(breaker.nextProbe)],
          [t.health.queue, number(events.waiting)],
          events.oldest !== undefined && [t.health.oldest, time.ago(events.oldest)],
          ...events.byReason.map(
            ({ reason, count, oldest }) =>
              [<Code key={reason}>{reason}</Code>, `${number(count)}, ${t.health.oldest} ${time.ago(oldest)}`] as const,
          ),
          [t.health.inlet, number(inlet.waiting)],
          [
            t.nav.deadLetters,
            <Link key="d" href="/dead-letters">
              {number(deadLetters)}
            </Link>,
          ],
          [
            t.nav.quarantine,
            <Link key="q" href="/quarantine">
              {quarantined === undefined ? t.nav.quarantine : number(quarantined)}
            </Link>,
          ],
          lastHour && [
            t.health.hour,
            [lastHour.accepted, lastHour.rejected, lastHour.quarantined].map((count) => number(count)).join(', '),
          ],
          lastHour?.callTimes && [
            t.health.callTimes,
            `${time.duration(lastHour.callTimes.p50)}, ${time.duration(lastHour.callTimes.p95)}`,
          ],
          ...(lastHour?.failedCalls ?? []).map(
            ({ kind, count }) => [`${t.health.failed}: ${kind}`, number(count)] as const,
          ),
          lastHour?.slowCalls !== undefined && [t.health.slow, number(lastHour.slowCalls)],
          total !== undefined && [t.health.kept, number(total)],
        ]}
      />
    </Panel>
  );
}

function Calls({ health: { calls } }: { readonly health: HealthPage }) {
  const { t, number } = useLanguage();
  return (
    <Panel title={t.event.calls} hint={t.health.period} isFlush>
      {calls.length === 0 ? (
        <p style={{ padding: '0 14px' }}>{t.health.noCalls}</p>
      ) : (
        <table className={tableClass}>
          <tbody>
            {calls.map(({ call, count }) => (
              <tr key={call}>
                <td className="mono">{call}</td>
                <td className="number">{number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Numbers({ minutes }: { readonly minutes: readonly Minute[] }) {
  const { t, number, time } = useLanguage();
  const busy = minutes.filter(
    (one) => one.done + one.ignored + one.waiting + one.deadLettered + (one.rejected ?? 0) > 0,
  );
  return (
    <Panel title={t.health.numbers} isFlush>
      <table className={tableClass}>
        <thead>
          <tr>
            <th>{t.health.minute}</th>
            <th className="number">{t.states.done}</th>
            <th className="number">{t.states.ignored}</th>
            <th className="number">{t.states.waiting}</th>
            <th className="number">{t.states['dead-lettered']}</th>
            <th className="number">{t.health.rejected}</th>
            <th className="number">{t.health.p50}</th>
            <th className="number">{t.health.p95}</th>
            <th className="number">{t.health.calls}</th>
          </tr>
        </thead>
        <tbody>
          {busy.toReversed().map((one) => (
            <tr key={one.at}>
              <td>{time.short(one.at)}</td>
              <td className="number">{number(one.done)}</td>
              <td className="number">{number(one.ignored)}</td>
              <td className="number">{number(one.waiting)}</td>
              <td className="number">{number(one.deadLettered)}</td>
              <td className="number">{one.rejected === undefined ? '' : number(one.rejected)}</td>
              <td className="number">{one.p50 === undefined ? '' : time.duration(one.p50)}</td>
              <td className="number">{one.p95 === undefined ? '' : time.duration(one.p95)}</td>
              <td className="number">{number(one.calls)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
