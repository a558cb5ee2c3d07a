/** Which delivery of which message: a message received again has a new receipt, and the old one is void. */
export interface Receipt {
  readonly sequence: number;
  readonly receiveCount: number;
}

export function receiptHandle({ sequence, receiveCount }: Receipt): string {
  return `${sequence}.${receiveCount}`;
}

export function parseReceipt(handle: string): Receipt | undefined {
  const match = /^(\d{1,15})\.(\d{1,9})$/.exec(handle);
  return match === null ? undefined : { sequence: Number(match[1]), receiveCount: Number(match[2]) };
}
