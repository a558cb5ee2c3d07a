/** What AWS China asks for before anything is deployed; docs/deploy.md says it too. */
export const icpCondition =
  'AWS China: API Gateway answers unauthenticated calls, as webhooks are, only in accounts with an ICP filing or ' +
  'licence. Without it no webhook gets in. See to it before you deploy.';

export function isChina(region: string): boolean {
  return region.startsWith('cn-');
}
