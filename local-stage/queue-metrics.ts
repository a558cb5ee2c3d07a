/** What SQS was asked, and answered. */
export interface QueueCall {
  /** As `SendMessageBatch`. */
  readonly operation: string;
  readonly queueUrl: string;
  /** Of a batch: how many of it were done. */
  readonly successful: number | undefined;
}

const metricOf: Readonly<Record<string, string>> = {
  SendMessage: 'NumberOfMessagesSent',
  SendMessageBatch: 'NumberOfMessagesSent',
  DeleteMessage: 'NumberOfMessagesDeleted',
  DeleteMessageBatch: 'NumberOfMessagesDeleted',
};

/** The metrics that AWS keeps of a queue, of which the emulator keeps none. @param write takes lines of the embedded metric format */
export function queueMetrics(write: (line: string) => void, clock: () => number): (call: QueueCall) => void {
  return ({ operation, queueUrl, successful = 1 }) => {
    const metric = metricOf[operation];
    if (metric === undefined || successful === 0) return;
    const measured = { Namespace: 'AWS/SQS', Dimensions: [['QueueName']], Metrics: [{ Name: metric }] };
    const line = {
      _aws: { Timestamp: clock(), CloudWatchMetrics: [measured] },
      QueueName: queueUrl.split('/').at(-1),
      [metric]: successful,
    };
    write(JSON.stringify(line));
  };
}
