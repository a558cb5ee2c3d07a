/** A message on its way into a queue. */
export interface QueueMessage {
  readonly body: string;
  /** FIFO queues only, and there both are required. */
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A message as it stands in a queue. Times are Unix ms. */
export interface StoredMessage {
  /** Grows with every message of the database; pages of a list go on after it. */
  readonly sequence: number;
  readonly messageId: string;
  readonly body: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sentAt: number;
  readonly receiveCount: number;
  /** The queue that gave it up as a dead letter after `maxReceiveCount`. */
  readonly deadLetterSource?: string;
}

export interface ReceivedMessage extends StoredMessage {
  /** Good until the message is received again. */
  readonly receiptHandle: string;
  readonly firstReceivedAt: number;
}

export interface Depth {
  /** Messages that a receive may give now or after their group-mates. */
  readonly waiting: number;
  readonly inFlight: number;
}
