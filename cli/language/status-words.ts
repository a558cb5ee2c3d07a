import { counted } from '../../functions/shared/text/counted.ts';
import type { LastHour } from '../../operations/delivery.ts';
import type { Language } from '../../functions/shared/text/language.ts';

interface StatusWords {
  readonly delivery: string;
  readonly since: (time: string) => string;
  /** Behind what it means for events. */
  readonly breaker: (state: string, since: string) => string;
  readonly meanings: Readonly<Record<string, string>>;
  readonly paused: (by: string, at: string, why: string) => string;
  readonly trouble: (reason: string, since: string) => string;
  readonly probe: (at: string) => string;
  readonly storage: string;
  readonly notWritten: (fault: string) => string;
  readonly connections: string;
  readonly connection: (name: string, lastEvent: string | undefined, lastHour: number) => string;
  readonly inFlight: (count: number) => string;
  readonly rejectedBecause: (count: number, reason: string) => string;
  readonly silent: (count: number, isOthers: boolean) => string;
  readonly eventsWaiting: string;
  readonly because: (count: number, reason: string, oldest: string) => string;
  readonly inletWaiting: string;
  readonly deadLetters: string;
  readonly quarantined: string;
  readonly cases: string;
  readonly privacy: string;
  readonly overdue: (count: number) => string;
  readonly lastHour: string;
  readonly happened: (accepted: number, ended: number, rejected: number, quarantined: number) => string;
  readonly cdp: string;
  readonly calls: (count: number, times: LastHour['callTimes']) => string;
  readonly failedCalls: (count: number, kind: string) => string;
  readonly slowCalls: (count: number) => string;
  readonly waited: (count: number, reason: string) => string;
}

/** What `status`, `pause` and `resume` print. A closed breaker lets events through, which a reader may take for the contrary: its state stands last. */
export const statusWords: Readonly<Record<Language, StatusWords>> = {
  en: {
    delivery: 'delivery',
    since: (time) => ` since ${time}`,
    breaker: (state, since) => ` (breaker ${state}${since})`,
    meanings: {
      closed: 'events are delivered',
      open: 'events wait',
      'half-open': 'a few events are tried',
      recovering: 'events are delivered, few at a time',
      paused: 'events wait',
    },
    paused: (by, at, why) => `paused by ${by} at ${at}: ${why}`,
    trouble: (reason, since) => `${reason} since ${since}`,
    probe: (at) => `the CDP is asked again at ${at}`,
    storage: 'storage',
    notWritten: (fault) =>
      `cannot be written: ${fault}. Nothing is accepted until it can: make room on the disk; if that is not enough, start npm start again`,
    connections: 'connections',
    connection: (name, lastEvent, lastHour) =>
      `${name}: ${lastEvent === undefined ? 'no event of late' : `last event ${lastEvent}, ${lastHour} in the last hour`}`,
    inFlight: (count) => `, ${count} in flight`,
    rejectedBecause: (count, reason) => `, ${count} rejected because ${reason}`,
    silent: (count, isOthers) => `${count}${isOthers ? ' more' : ''}: no event of late`,
    eventsWaiting: 'events waiting',
    because: (count, reason, oldest) => `${count} because ${reason}, the oldest of ${oldest}`,
    inletWaiting: 'inlet waiting',
    deadLetters: 'dead letters',
    quarantined: 'quarantined',
    cases: 'cases',
    privacy: 'privacy',
    overdue: (count) => `, of them ${count} overdue`,
    lastHour: 'last hour',
    happened: (accepted, ended, rejected, quarantined) =>
      `${accepted} accepted, ${ended} ended, ${rejected} rejected, ${quarantined} quarantined`,
    cdp: 'CDP',
    calls: (count, times) =>
      `${counted(count, 'call')}${times ? `, half of them within ${times.p50} ms, 95 of 100 within ${times.p95} ms` : ''}`,
    failedCalls: (count, kind) => `${counted(count, 'call')} failed: ${kind}`,
    slowCalls: (count) => counted(count, 'slow call'),
    waited: (count, reason) => `${counted(count, 'try', 'tries')} again because ${reason}`,
  },
  zh: {
    delivery: '投递',
    since: (time) => `，自 ${time}`,
    breaker: (state, since) => `（熔断器 ${state}${since}）`,
    meanings: {
      closed: '事件正常投递',
      open: '事件在等待',
      'half-open': '正在试投少量事件',
      recovering: '正在投递，每次少量',
      paused: '事件在等待',
    },
    paused: (by, at, why) => `由 ${by} 于 ${at} 暂停：${why}`,
    trouble: (reason, since) => `${reason}，自 ${since}`,
    probe: (at) => `${at} 再次访问 CDP`,
    storage: '存储',
    notWritten: (fault) => `无法写入：${fault}。恢复前不接收任何事件：请清理磁盘空间；仍不行时重启 npm start`,
    connections: '连接',
    connection: (name, lastEvent, lastHour) =>
      `${name}：${lastEvent === undefined ? '近期没有事件' : `最近事件 ${lastEvent}，最近一小时 ${lastHour} 个`}`,
    inFlight: (count) => `，正在处理 ${count}`,
    rejectedBecause: (count, reason) => `，因 ${reason} 拒收 ${count}`,
    silent: (count, isOthers) => `${isOthers ? '另有 ' : ''}${count} 个：近期没有事件`,
    eventsWaiting: '等待的事件',
    because: (count, reason, oldest) => `${count} 个因 ${reason}，最早的 ${oldest}`,
    inletWaiting: '入口等待',
    deadLetters: '死信',
    quarantined: '隔离',
    cases: '待处理事项',
    privacy: '个人信息请求',
    overdue: (count) => `，其中 ${count} 个已逾期`,
    lastHour: '最近一小时',
    happened: (accepted, ended, rejected, quarantined) =>
      `接收 ${accepted}，结束 ${ended}，拒收 ${rejected}，隔离 ${quarantined}`,
    cdp: 'CDP',
    calls: (count, times) =>
      `调用 ${count} 次${times ? `，半数在 ${times.p50} 毫秒以内，95% 在 ${times.p95} 毫秒以内` : ''}`,
    failedCalls: (count, kind) => `失败 ${count} 次：${kind}`,
    slowCalls: (count) => `慢调用 ${count} 次`,
    waited: (count, reason) => `因 ${reason} 重试 ${count} 次`,
  },
};
