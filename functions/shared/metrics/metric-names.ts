/** Of the stage's own metrics, each with the dimensions by which it is counted. Alarms and dashboard are made of these names. */
export const metricNames = {
  /** 1 while the breaker is not closed or somebody has paused delivery; every minute. */
  breakerOpen: 'BreakerOpen',
  /** A call to the CDP that did not succeed, by `kind`. */
  callFailed: 'CallFailed',
  /** What each call to the CDP took, exchanges of tokens too; once a batch. */
  callMilliseconds: 'CallMilliseconds',
  /** A call to the CDP that ended later than `deployment.alarms.slowCallSeconds`, answered or not. */
  callSlow: 'CallSlow',
  /** Something that a person should look at; in all, and by `type`. */
  caseReported: 'Case',
  /** Hours since a request to erase somebody came that has not been carried out; at every try that ends so. */
  eraseWaiting: 'EraseWaitingHours',
  /** Events queued for delivery, by `connection`, of those alone whose silence is an alarm. */
  eventsAccepted: 'EventsAccepted',
  /** An event that was tried once and waits, by `reason`. */
  eventWaiting: 'EventWaiting',
  /** Hours since a message of the inlet was sent that waits for a part of the stage; at every try that ends so. */
  inletWaiting: 'InletWaitingHours',
  /** A value that was no identity, by `source`, `kind` and `reason`. */
  valueDiscarded: 'ValueDiscarded',
  /** A request that a version of the function answered 503 because the queue, the archive or itself failed; by `version`. */
  requestFailed: 'RequestFailed',
  /** A request at the door that was kept in the quarantine: proved, and not understood. */
  requestQuarantined: 'RequestQuarantined',
  /** A request for a known connection that was not accepted, in all and by `reason`. The platform was not asked to send it again. */
  requestRejected: 'RequestRejected',
  /** A request above a throttle, answered 429; CloudWatch reads it from the access log. */
  requestThrottled: 'RequestThrottled',
  /** A secret that the store did not give, or does not have. */
  secretUnreadable: 'SecretUnreadable',
} as const;
