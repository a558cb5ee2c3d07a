import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { publicState } from '../../operations/events.ts';
import type { EventTraces } from './event-traces.ts';

/** So many wait at most; where the collector does not keep up, the newest are dropped, and delivery waits for nothing. */
const QUEUED = 4096;

/** A span for each try of an event, in the trace that the platform or the sender has begun. No attribute says anything of a person. */
export function otlpTraces(endpoint: string): EventTraces {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const processor = new BatchSpanProcessor({ exporter, maxQueueSize: QUEUED });
  const provider = new TracerProvider({ spanProcessors: [processor] });
  const tracer = provider.getTracer('guiyi');
  return {
    event({ traceparent, type, source, connection, id, receivedtime }, { outcome, calls }, at) {
      const state = publicState(outcome.outcome);
      const reason = outcome.outcome === 'done' ? {} : { 'guiyi.reason': outcome.reason };
      const options = {
        kind: SpanKind.CONSUMER,
        startTime: Date.parse(receivedtime),
        attributes: {
          'messaging.system': 'guiyi',
          'messaging.operation.type': 'process',
          'cloudevents.event_id': id,
          'cloudevents.event_source': source,
          'cloudevents.event_type': type,
          'guiyi.connection': connection,
          'guiyi.outcome': state,
          'guiyi.cdp_calls': calls.length,
          ...reason,
        },
      };
      const span = tracer.startSpan(`deliver ${type}`, options, parentOf(traceparent));
      if (state === 'dead-lettered') span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(at);
    },
    close: () => provider.shutdown(),
  };
}

/** The span that a `traceparent` names (W3C Trace Context); a trace of its own where there is none. */
function parentOf(traceparent: string | undefined): Context {
  const [, traceId = '', spanId = '', flags = ''] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? [];
  if (traceId === '') return ROOT_CONTEXT;
  const isSampled = (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) !== 0;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
