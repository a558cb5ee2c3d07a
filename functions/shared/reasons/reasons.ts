/** What an operator needs to know about an outcome; `docs/errors/<code>.md` is the same, page by page. */
export interface Reason {
  readonly summary: string;
  readonly cause: string;
  readonly fix: string;
}

const defineReasons = <Code extends string>(catalogue: Readonly<Record<Code, Reason>>) => catalogue;

/** Every reason for which an event is rejected, kept, ignored or delayed. */
export const reasons = defineReasons({
  // The front door
  'unknown-connection': {
    summary: 'The URL names no connection of this deployment.',
    cause: 'A mistyped URL in the platform console, or a connection that was removed from guiyi.config.ts.',
    fix: 'Compare the last part of the URL with the names under `connections` in guiyi.config.ts.',
  },
  'method-not-allowed': {
    summary: 'The connection does not take this HTTP method.',
    cause: 'A browser or a health check called the webhook URL.',
    fix: 'Nothing, unless the platform itself sends it: then check which product the connection is configured for.',
  },
  'not-a-webhook': {
    summary: 'The connection receives its events through the inlet queue, not over HTTP.',
    cause: 'The platform was given a webhook URL for a connection that has none.',
    fix: 'Send the events to the inlet queue, or configure a connection of a source with webhooks.',
  },
  'body-too-large': {
    summary: 'The request body is over the limit of the front door.',
    cause: 'A very large order, or somebody who is not the platform.',
    fix: 'If the platform sends it, raise `door.maxBodyBytes` (API Gateway itself ends at 10 MB).',
  },
  'encoding-not-supported': {
    summary: 'The request is compressed in a way that is not read here, or is not what its `Content-Encoding` says.',
    cause:
      'The sender, or a proxy before us, compresses with something else than gzip or deflate (`br`, `zstd`, two in a row).',
    fix: 'Turn the compression of requests off there, or choose gzip. The signature is judged over the plain bytes and over the bytes as sent.',
  },
  'header-repeated': {
    summary: 'A header that names the account or the event comes twice, with different values.',
    cause: 'A proxy adds a header of its own, or somebody is trying to forge a request.',
    fix: 'Let the proxy pass headers through unchanged. The same header twice with the same value does no harm.',
  },
  'query-malformed': {
    summary: 'The query string is not valid percent-encoding.',
    cause: 'A proxy re-encoded the URL, or somebody is probing.',
    fix: 'Let proxies pass the query string through unchanged.',
  },
  'parameter-missing': {
    summary: 'A signature parameter or header is missing or comes twice.',
    cause: 'The request is not from the platform, or a proxy dropped headers or parameters.',
    fix: 'Check that proxies pass all headers and the whole query string.',
  },
  'signature-malformed': {
    summary: 'The signature is not in the form that the platform uses.',
    cause: 'The request is not from the platform, or a proxy changed it.',
    fix: 'Compare with the form in the source reference; nothing was queued.',
  },
  'signature-mismatch': {
    summary: 'The signature does not fit the bytes received with any live secret.',
    cause:
      'The secret differs from the one in the platform console (Shopify: a webhook made in the shop admin is signed with the key of that page, not with the app’s client secret), a proxy changed the body, or the request is forged.',
    fix: 'Copy the secret from the platform console into the secret store again; during a rotation keep both in a list.',
  },
  'signing-key-unknown': {
    summary: 'The request names a signing key that the secret does not hold.',
    cause: 'WeChat Pay signs with a new platform certificate or public key, or the request is not from WeChat Pay.',
    fix: 'Add the platform certificate or public key of that serial to the secret, beside the present ones. The platform repeats the delivery.',
  },
  'timestamp-outside-window': {
    summary: 'The signed time of the request is five minutes away or more.',
    cause: 'Somebody replays an old request, or a proxy held it back.',
    fix: 'Nothing, unless it happens to every request: then look for what delays them. The platform signs each repetition anew.',
  },
  'signature-probe': {
    summary: 'A deliberately wrong signature, by which WeChat Pay tests that signatures are verified.',
    cause: 'WeChat Pay sends one now and then; the genuine notification follows.',
    fix: 'Nothing. Never accept it.',
  },
  'plaintext-not-accepted': {
    summary: 'A WeChat push came unencrypted, and its signature does not cover the body.',
    cause: 'The account is in plaintext mode, or somebody has put an old signature on a body of their own.',
    fix: 'Choose secure mode in the WeChat console. Only for a trial: `options.plaintext: true`.',
  },
  'frame-invalid': {
    summary: 'A push or notification with a right signature could not be decrypted.',
    cause:
      'The EncodingAESKey, or the APIv3 key of WeChat Pay, differs from the one in the console; or somebody sends a WeCom push again as a URL check.',
    fix: 'Copy the key again; the bytes are kept in the archive under quarantine/.',
  },
  'ciphertext-invalid': {
    summary: 'An encrypted message does not open with any live key to what the platform sends.',
    cause: 'The message key differs from the one in the platform console, or somebody who has no key tries their luck.',
    fix: 'Copy the message key from the console into the secret again. Kuaishou signs nothing: what does not open is not kept.',
  },
  'unsigned-not-accepted': {
    summary: 'How the platform signs is not confirmed, so no request is accepted unless the connection says otherwise.',
    cause: 'A connection of a source that is off by default, without the option that switches it on.',
    fix: 'Read the page of the source and what it says about proof; then set `options.acceptUnsigned: true`.',
  },
  'unconfirmed-not-accepted': {
    summary:
      'What the platform says is known from no document of its own, so nothing is taken unless the connection says otherwise.',
    cause: 'A connection of a source that is off by default, without the option that switches it on.',
    fix: 'Read the page of the source and what is not known of it; then set `options.acceptUnconfirmed: true` and redrive the dead letters.',
  },
  'url-key-mismatch': {
    summary: 'The address that was called lacks the key of the connection, or has another one.',
    cause:
      'The address in the platform console was entered without its query, with an old key, or somebody tries their luck.',
    fix: 'Enter the address again, with `?key=` and the `urlKey` of the secret. During a change keep both in a list.',
  },
  'wrong-account': {
    summary: 'A genuine event of another account or shop.',
    cause: 'The webhook of another account points at this connection.',
    fix: 'Give each account its own connection and URL.',
  },
  'secret-missing': {
    summary:
      'The secret of the connection is missing or cannot be read; the platform was asked to send again. A message of the inlet waits while the secret store does not answer, and is a dead letter at once where the secret is missing or wrong.',
    cause:
      'The secret was not filled in after the deploy, has a wrong field, or the secret store is unreachable; or Adobe signs with a new key that the secret does not hold.',
    fix: 'Put the JSON of the connection’s secret into the secret store, fields named as the source reference says; on AWS `npx guiyi secret set <connection> --stage <stage>`. For Adobe, add the key whose path the detail names.',
  },
  'queue-refused': {
    summary: 'The queue did not take the event, so it was not acknowledged. A platform sends it again.',
    cause: 'Throttling, a missing permission, or an outage of the queue; on one machine a full disk.',
    fix: 'Read the error in the same log line and correct its cause. Redrive what has become a dead letter of the inlet.',
  },
  // Verified, but not understood: kept in the quarantine
  'body-malformed': {
    summary: 'The body is not what the platform documents (JSON, XML); the bytes are kept.',
    cause: 'The platform changed its format, or sends a test body.',
    fix: 'Look at the archived object under quarantine/; report the new form.',
  },
  'body-does-not-fit-type': {
    summary: 'The body does not fit the event type that an unsigned header names; the bytes are kept.',
    cause: 'The platform changed the event, or somebody replays a genuine body under another type.',
    fix: 'Look at the archived object under quarantine/.',
  },
  'platform-misconfigured': {
    summary:
      'The platform sent an error message with a valid signature instead of an event: it has no right to read what it should send. The request is kept.',
    cause:
      'WooCommerce: the user who created the webhook was deleted or lost their rights, so every delivery is an error text.',
    fix: 'Correct it on the platform (save the webhook again as an administrator). Then fetch the missed data through the platform’s API.',
  },
  'type-missing': {
    summary: 'The request does not say which event it is; the bytes are kept.',
    cause: 'A proxy dropped headers, or a test call.',
    fix: 'Let proxies pass all headers.',
  },
  // The inlet
  'inlet-unreadable': {
    summary: 'A message in the inlet queue is neither an envelope nor a payload of a known connection.',
    cause: 'The sender names no connection, and no match rule fits.',
    fix: 'Set the message attribute `connection`, or add `inlet.match` rules to the connection.',
  },
  'inlet-ambiguous': {
    summary: 'A message fits the match rules of more than one connection.',
    cause: 'The rules are too wide.',
    fix: 'Make the rules exclude each other, or let the sender set the attribute `connection`.',
  },
  'inlet-untrusted': {
    summary: 'The message has no signature, and its connection does not trust the queue.',
    cause: 'An envelope or a bare payload for a connection without `trust: "queue"`.',
    fix: 'If the queue policy lets only the right sender in, set `trust: "queue"` on the connection.',
  },
  // Delivery
  'envelope-invalid': {
    summary: 'A message in the queue is not a valid envelope.',
    cause: 'Another program writes into the queue.',
    fix: 'Compare with docs/envelope.schema.json.',
  },
  'archive-missing': {
    summary: 'The claim check of a large event points at nothing.',
    cause: 'The archive object was deleted or has expired.',
    fix: 'Restore the object, then redrive the message.',
  },
  'event-not-handled': {
    summary: 'Ignored: events of this type say nothing about a customer that we use.',
    cause: 'The platform is subscribed to more than is needed.',
    fix: 'Nothing; or unsubscribe the type in the platform console.',
  },
  'event-without-customer': {
    summary: 'Ignored: the event names no person.',
    cause: 'A guest or point-of-sale order without contact, or data that the platform withholds.',
    fix: 'Nothing; check the data permissions of the app if it happens to every event.',
  },
  'identity-without-scope': {
    summary:
      'The event’s ids do not say which person they mean: the app, shop or corp in which they are valid is missing.',
    cause:
      'Your own system left `scope` out of an identity, as the app id of an openid; or the platform does not send it (a card, a coupon or a transfer of WeChat Pay, an openid of Youzan), and the option that names it is not set on the connection.',
    fix: 'Set the option that the detail names (`options.appId` of WeChat Pay, `options.outerUserIdApp` of Youzan) and redrive. If the event is your own, send it again with the scope of each id. The message stays in the dead-letter queue.',
  },
  'event-type-unknown': {
    summary: 'Your own system has sent an event of a type that nobody knows.',
    cause:
      'The type is misspelled (the detail says what may be meant), or the sender is of a later version than Guiyi.',
    fix: 'Correct the type and send the event again, or update Guiyi and redrive; the message waits in the dead-letter queue.',
  },
  'identity-unusable': {
    summary: 'No identity of the event can be used: the sender wrote it wrongly, or Guiyi does not know its form.',
    cause:
      'Your own system wrote no identities, or none that can be read (a phone as a JSON number, an unknown member, only masked values); a platform changed the form of its ids; or the fields’ names are not confirmed and the option for them is off.',
    fix: 'The detail names the field and the reason. Correct the sender and send the event again, or update Guiyi and redrive. The message stays in the dead-letter queue.',
  },
  'test-delivery': {
    summary: 'Ignored: a test of the platform, with made-up data.',
    cause: 'Somebody pressed “send test notification”, or paid in the platform’s own sandbox.',
    fix: 'Nothing.',
  },
  'needs-an-operator': {
    summary: 'The event asks for something that a person must decide.',
    cause:
      'A privacy request that names no single customer (shop/redact, customers/data_request), a platform that merges two members, or a closed account for which newer events are known.',
    fix: 'See it with `npx guiyi privacy list`, then `carry-out` or `refuse`. It is listed there with its deadline, not among the dead letters.',
  },
  'erase-touches-other-channels': {
    summary: 'A privacy request of one channel reached a customer who has other channels too; nothing was deleted.',
    cause: 'The person is known through several platforms, and only one of them asks.',
    fix: 'Let the privacy officer decide: `npx guiyi privacy carry-out` deletes the customer whoever else knows them, `refuse` leaves them.',
  },
  'decision-impossible': {
    summary: 'What was decided about a case cannot be carried out.',
    cause:
      'The CDP does not show one of the customers, does not make the two one because they differ in an identity of which a customer has one, or they have become one meanwhile.',
    fix: 'Read the detail; decide the case in another way, or change the customers in the CDP and redrive the decision.',
  },
  suppressed: {
    summary: 'Ignored: the event is about a person who must be forgotten.',
    cause: 'A late retry or a replay after an erase; or the person came back without a new consent.',
    fix: 'Nothing. A follow, a new consent or a log-in after the erase lifts the suppression.',
  },
  'hold-conflict': {
    summary:
      'Another event is being delivered for the same person or is creating the same group. This event is tried again within seconds.',
    cause:
      'One person acted on two channels at the same time; another system gave their identity to a customer in the meantime; or a group is used for the first time.',
    fix: 'Nothing. If it lasts, a run of the delivery function was killed: its holds end when the function’s time limit is over.',
  },
  'out-of-time': {
    summary: 'The time for this try ended before all calls to the CDP were made. The event is tried again.',
    cause: 'The CDP answers slowly, or the event waited behind others of its batch.',
    fix: 'Nothing. If it lasts, look at the latency of the CDP.',
  },
  'contact-withheld': {
    summary:
      'The only identity of the event is a phone or an address that the CDP has with somebody else, so that no customer could be made.',
    cause:
      'Another customer has it by typing, or proved it long ago, or it has left them; and `cdp.identityTypes` has no code for `guiyi-subject`, or the event has no subject.',
    fix: 'Give `guiyi-subject` a code in the tenant and in `cdp.identityTypes`, and redrive. The case beside it says why the contact is withheld.',
  },
  'enrichment-waits': {
    summary: 'A platform’s API does not say who the person is; the event waits for it, and then goes on without.',
    cause: 'An outage, a limit on calls, an IP allow list, or a wrong app secret; see the detail.',
    fix: 'Do what the detail says, or nothing: after `enrich.waitMinutes` the event is delivered without the answer.',
  },
  'store-unavailable': {
    summary:
      'A part of the deployment did not answer, or may not be used: a table, the archive, the secret store, a key. What needs it waits and is tried again.',
    cause:
      'An outage or throttling; a permission that was taken away (`AccessDenied`); a key of KMS that was disabled or deleted; a table or a bucket that is gone. The detail names the part and its error.',
    fix: 'Nothing while an outage lasts. Otherwise restore what the detail names: permissions come back with a deploy, a disabled key with `aws kms enable-key`. What waits goes on by itself; a dead letter is redriven.',
  },
  fault: {
    summary: 'Our own code failed on the event; it waits and is tried again.',
    cause: 'A bug; see the detail.',
    fix: 'Report the log line. After a fix the event is delivered by itself, or redrive it.',
  },
  'erase-refused': {
    summary: 'The CDP declines to delete a customer who must be forgotten; later events of this person are held back.',
    cause: 'A missing permission of the key, or data that the tenant protects.',
    fix: 'See its message in the journal, mend the cause; the event is tried again by itself.',
  },
  'identity-type-not-configured': {
    summary: 'None of the event’s identity kinds has a code in the tenant.',
    cause: '`cdp.identityTypes` in guiyi.config.ts lacks the kind.',
    fix: 'Add the kind with the code from the tenant’s settings page, then redrive.',
  },
  'already-done': {
    summary: 'Ignored: this event was delivered before.',
    cause: 'The platform sent it again.',
    fix: 'Nothing.',
  },
  'cdp-unavailable': {
    summary: 'The CDP did not answer as it should; the event waits and is tried again.',
    cause: 'An outage, a timeout, throttling, or a gateway in between.',
    fix: 'Nothing while it lasts; see the alarm on the age of the oldest message.',
  },
  'cdp-refused': {
    summary: 'The CDP declined the call for good.',
    cause: 'Data or configuration that the tenant does not accept; see its message.',
    fix: 'Correct the configuration or the tenant’s settings, then redrive the message.',
  },
  'cdp-undecided': {
    summary: 'The CDP answered -1, which may pass or not; the event waits and is tried again.',
    cause: 'The API has one error code for everything.',
    fix: 'See its message; add a pattern to `cdp.messages.permanent` if it can never succeed.',
  },
  'cdp-credentials': {
    summary: 'The CDP gives no token for the configured key and secret, or the secret cannot be read.',
    cause: 'A wrong or expired secret, a wrong token URL, or a secret store that does not answer.',
    fix: 'Check the secret `cdp` and `cdp.token` in guiyi.config.ts.',
  },
  'ledger-conflict': {
    summary: 'Another run of delivery wrote to the same ledger item first. The event is tried again.',
    cause: 'Two runs worked on one customer.',
    fix: 'Nothing. If it lasts, check that the queue’s visibility timeout is longer than the function’s timeout.',
  },
});

export type ReasonCode = keyof typeof reasons;
