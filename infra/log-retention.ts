import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Does CloudWatch keep logs for so many days? */
export function isRetention(days: number): days is RetentionDays {
  return days in RetentionDays && RetentionDays[days] !== 'INFINITE';
}

export const retentions: readonly number[] = Object.keys(RetentionDays).map(Number).filter(isRetention);
