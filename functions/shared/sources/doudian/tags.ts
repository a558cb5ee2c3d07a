export interface TagMeaning {
  /** What happened, for the reason why nobody is named. */
  readonly what: string;
  /** Where the message says when it happened, in Unix seconds. */
  readonly time?: string;
}

/** What the tags mean; each has a page under op.jinritemai.com/docs/message-docs. */
const meanings: ReadonlyMap<string, TagMeaning> = new Map<string, TagMeaning>([
  ['100', { what: 'an order was created', time: 'create_time' }],
  ['101', { what: 'an order was paid, or its payment on delivery confirmed', time: 'pay_time' }],
  ['102', { what: 'an order was shipped' }],
  ['103', { what: 'an order is finished', time: 'complete_time' }],
  ['104', { what: 'the logistics of an order changed' }],
  ['105', { what: 'the address of an order changed' }],
  ['106', { what: 'an order was cancelled', time: 'cancel_time' }],
  ['108', { what: 'an order was shipped in part' }],
  ['109', { what: 'the amount of an order changed' }],
  ['110', { what: 'an order is paid and waits' }],
  ['111', { what: 'a change of the address is asked for' }],
  ['113', { what: 'the seller wrote a memo' }],
  ['126', { what: 'the time of shipping changed' }],
  ['200', { what: 'an after-sale was asked for' }],
  ['201', { what: 'a refund was agreed to' }],
  ['202', { what: 'a return was agreed to' }],
  ['203', { what: 'the goods were sent back' }],
  ['204', { what: 'a refund was refused' }],
  ['205', { what: 'a return was refused' }],
  ['206', { what: 'a refund succeeded' }],
  ['207', { what: 'an after-sale was closed' }],
  ['208', { what: 'an after-sale was modified' }],
  ['209', { what: 'the deadline of an after-sale changed' }],
  ['211', { what: 'an exchange was confirmed' }],
  ['212', { what: 'an arbitration was asked for' }],
  ['213', { what: 'an arbitration asks for evidence' }],
  ['214', { what: 'evidence was sent to an arbitration' }],
  ['215', { what: 'an arbitration was cancelled' }],
  ['216', { what: 'an arbitration has its result' }],
  ['217', { what: 'the service of the platform steps in' }],
  ['218', { what: 'evidence was uploaded' }],
  ['224', { what: 'an after-sale by special right was asked for' }],
  ['225', { what: 'a refund by special right' }],
  ['226', { what: 'goods were sent again' }],
  ['227', { what: 'sending again was agreed to' }],
]);

export function tagMeaning(tag: string): TagMeaning | undefined {
  return meanings.get(tag);
}
