import type { GuiyiConfig } from '../config/define-config.ts';
import type { Envelope } from '../envelope/envelope.ts';
import type { Archive, SecretStore } from '../ports/ports.ts';
import type { ReasonCode } from '../reasons/reasons.ts';
import { embeddedMetrics, type MetricPorts } from './embedded-metric.ts';
import { metricNames } from './metric-names.ts';

/** What became of a request at the door. */
interface AnsweredRequest {
  /** Undefined where it names none of ours. */
  readonly connection?: string;
  readonly status: number;
  readonly reason?: ReasonCode;
}

/** Counts events that were queued, of the connections whose silence is an alarm. */
export function acceptedMetric({ deployment }: GuiyiConfig, ports: MetricPorts) {
  const measure = embeddedMetrics(ports);
  const watched = new Set(Object.keys(deployment?.alarms?.silentHours ?? {}));
  return (envelopes: readonly Envelope[]): void => {
    for (const [connection, events] of Map.groupBy(envelopes, (envelope) => envelope.connection)) {
      if (watched.has(connection)) measure(metricNames.eventsAccepted, events.length, [{ connection }]);
    }
  };
}

/**
 * Counts requests that were rejected. Not those for addresses that are nobody's: scanners make them all day. Not those that failed here
 * either: API Gateway counts the answers of 500 and above.
 */
export function rejectedMetric(ports: MetricPorts) {
  const measure = embeddedMetrics(ports);
  return ({ connection, status, reason }: AnsweredRequest): void => {
    if (connection === undefined || reason === undefined || status < 400 || status >= 500) return;
    measure(metricNames.requestRejected, 1, [{}, { connection, reason }]);
  };
}

/** Measures how long messages of the inlet wait because a part of the stage does not answer. */
export function inletWaitingMetric(ports: MetricPorts) {
  const measure = embeddedMetrics(ports);
  return (hours: number): void => measure(metricNames.inletWaiting, Math.round(hours * 100) / 100, [{}]);
}

/** Counts requests that a version of the function failed at. That a secret is missing is not its fault. */
export function failedMetric(version: string, ports: MetricPorts) {
  const measure = embeddedMetrics(ports);
  return ({ status, reason }: AnsweredRequest): void => {
    if (status >= 500 && reason !== 'secret-missing') measure(metricNames.requestFailed, 1, [{ version }]);
  };
}

/** The archive, of which what is quarantined is counted. */
export function withQuarantineCounted(archive: Archive, ports: MetricPorts): Archive {
  const measure = embeddedMetrics(ports);
  return {
    get: async (key) => archive.get(key),
    remove: async (key) => archive.remove(key),
    async put(key, bytes) {
      await archive.put(key, bytes);
      if (key.startsWith('quarantine/')) measure(metricNames.requestQuarantined, 1, [{}]);
    },
  };
}

/** The secrets, of which each that cannot be had is counted: an old value may hide it for an hour. */
export function withUnreadableCounted(secrets: SecretStore, ports: MetricPorts): SecretStore {
  const measure = embeddedMetrics(ports);
  const count = () => measure(metricNames.secretUnreadable, 1, [{}]);
  return {
    async read(name) {
      try {
        const text = await secrets.read(name);
        if (text === undefined) count();
        return text;
      } catch (error) {
        count();
        throw error;
      }
    },
  };
}
