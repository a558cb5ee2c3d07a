import type { ConfiguredEvents } from '../../functions/shared/sources/protocols/hmac/configured-events.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { named, none, put, request, type State, type Story } from './story.ts';

const member = { kind: 'member-no', path: 'member', grade: 'verified', scope: 'tea' } as const;
const events = {
  'member.joined': { identities: [member, { kind: 'mobile', path: 'phone' }], profile: { name: 'name' } },
  'member.forgotten': { identities: [member], effect: 'erase' },
} as const satisfies ConfiguredEvents;
const becomes = [/^member-no=sample-member-no-1001$/, /^mobile=154/] as const;

/** Nothing signs a CloudEvent: its time is one of its attributes. */
function happenedWhen(state: State): State {
  const rewrite = (request: WebhookRequest, at: Date) => {
    const event: object = JSON.parse(Buffer.from(request.body).toString());
    return { ...request, body: Buffer.from(JSON.stringify({ ...event, time: at.toISOString() })) };
  };
  return { ...state, newer: { ...state.newer, rewrite }, older: { ...state.older, rewrite } };
}

/** The brand's own systems, and whoever signs as they might. */
export const ownSystems: readonly Story[] = [
  {
    source: 'standard-webhooks',
    options: { subjectPath: 'member', events },
    registers: none('the specification has no handshake'),
    event: { event: 'member.joined' },
    becomes,
    state: named('member.joined', (payload, name, at) => Object.assign(payload, { name, timestamp: at.toISOString() })),
    forged: { status: 401 },
    forgets: { event: 'member.forgotten' },
  },
  {
    source: 'cloudevents',
    options: { allowedOrigins: ['events.brand.example'], subjectPath: 'member', events },
    registers: {
      request: () => request('OPTIONS', { 'webhook-request-origin': 'events.brand.example' }),
      answer: { statusCode: 200, headers: { 'WebHook-Allowed-Origin': 'events.brand.example' } },
    },
    event: { event: 'member.joined' },
    becomes,
    state: happenedWhen(named('member.joined', (payload, name) => Object.assign(payload, { name }))),
    forged: {
      status: 401,
      change: (delivery) => ({
        ...delivery,
        headers: { ...delivery.headers, authorization: 'Bearer another-token-of-20' },
      }),
    },
    forgets: { event: 'member.forgotten' },
  },
  {
    source: 'github-style',
    options: { typePath: 'type', timePath: 'at', subjectPath: 'member', events },
    registers: none('its ping is an event like any other, without effect'),
    event: { event: 'member.joined' },
    becomes,
    state: named('member.joined', (payload, name, at) => Object.assign(payload, { name, at: at.toISOString() })),
    forged: { status: 401 },
    forgets: { event: 'member.forgotten' },
  },
  {
    source: 'brand-events',
    registers: none('it has no webhook'),
    event: { event: 'member.bound' },
    becomes: ['member-no=M-000017', 'mobile=15931000071'],
    state: named('member.updated', (payload, name, at) => {
      put(payload, 'data.name', name);
      payload['time'] = at.toISOString();
    }),
    forged: none('the policy of the inlet queue says who may send'),
    forgets: { event: 'member.erase' },
  },
];
