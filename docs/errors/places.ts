import type { ReasonCode } from '../../functions/shared/reasons/reasons.ts';

/** Where an operator meets a reason. */
export interface Places {
  /** Status that the caller of the webhook gets. */
  readonly http?: string;
  /** The whole request is kept in the quarantine; it is acknowledged unless `http` says otherwise. */
  readonly kept?: true;
  /** The inlet sends the message to its dead letters. */
  readonly inlet?: true;
  /** How delivery ends. */
  readonly deliver?: 'ignored' | 'later' | 'refused';
}

export const places: Readonly<Record<ReasonCode, Places>> = {
  'unknown-connection': { http: '404', inlet: true, deliver: 'refused' },
  'method-not-allowed': { http: '405' },
  'not-a-webhook': { http: '405', inlet: true },
  'body-too-large': { http: '413' },
  'encoding-not-supported': { http: '403 (WeChat) or 401 (the shops)', inlet: true },
  'header-repeated': { http: '401', inlet: true },
  'query-malformed': { http: '400', inlet: true },
  'parameter-missing': { http: '400 (WeChat) or 401 (the shops)', inlet: true },
  'signature-malformed': { http: '403 (WeChat) or 401 (the shops)', inlet: true },
  'signature-mismatch': { http: '403 (WeChat) or 401 (the shops)', inlet: true },
  'signing-key-unknown': { http: '403', inlet: true },
  'timestamp-outside-window': { http: '403 (WeChat) or 401 (the shops)', inlet: true },
  'signature-probe': { http: '403', inlet: true },
  'plaintext-not-accepted': { http: '403', inlet: true },
  'frame-invalid': { http: '403', kept: true, inlet: true },
  'ciphertext-invalid': { http: '403', inlet: true },
  'unsigned-not-accepted': { http: '403', inlet: true },
  'unconfirmed-not-accepted': { inlet: true, deliver: 'ignored' },
  'url-key-mismatch': { http: '403', inlet: true },
  'wrong-account': { http: '403', inlet: true, deliver: 'ignored' },
  'secret-missing': { http: '503', inlet: true },
  'queue-refused': { http: '503', inlet: true },
  'body-malformed': { http: '400 (WeChat, before the signature is checked)', kept: true, inlet: true },
  'body-does-not-fit-type': { kept: true, inlet: true },
  'platform-misconfigured': { kept: true, inlet: true },
  'type-missing': { kept: true, inlet: true },
  'inlet-unreadable': { inlet: true },
  'inlet-ambiguous': { inlet: true },
  'inlet-untrusted': { inlet: true },
  'envelope-invalid': { inlet: true, deliver: 'refused' },
  'archive-missing': { deliver: 'refused' },
  'event-not-handled': { deliver: 'ignored' },
  'event-without-customer': { deliver: 'ignored' },
  'test-delivery': { deliver: 'ignored' },
  'needs-an-operator': { deliver: 'ignored' },
  'decision-impossible': { deliver: 'refused' },
  suppressed: { deliver: 'ignored' },
  'hold-conflict': { deliver: 'later' },
  'out-of-time': { deliver: 'later' },
  'contact-withheld': { deliver: 'refused' },
  'enrichment-waits': { deliver: 'later' },
  'store-unavailable': { inlet: true, deliver: 'later' },
  fault: { inlet: true, deliver: 'later' },
  'erase-touches-other-channels': { deliver: 'ignored' },
  'erase-refused': { deliver: 'later' },
  'identity-without-scope': { deliver: 'refused' },
  'identity-unusable': { deliver: 'refused' },
  'event-type-unknown': { deliver: 'refused' },
  'identity-type-not-configured': { deliver: 'refused' },
  'already-done': { deliver: 'ignored' },
  'cdp-unavailable': { deliver: 'later' },
  'cdp-refused': { deliver: 'refused' },
  'cdp-undecided': { deliver: 'later' },
  'cdp-credentials': { deliver: 'later' },
  'ledger-conflict': { deliver: 'later' },
};
