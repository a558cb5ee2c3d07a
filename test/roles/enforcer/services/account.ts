/** Where the resources of the calls are. */
export interface Account {
  readonly partition: string;
  readonly region: string;
  readonly id: string;
}

/** `arn:aws:sqs:us-east-1:000000000000:<rest>` */
export function arnIn({ partition, region, id }: Account, service: string, rest: string): string {
  return `arn:${partition}:${service}:${region}:${id}:${rest}`;
}
