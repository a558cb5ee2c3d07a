import { ConfigError, type Problem } from '../functions/shared/config/problem.ts';
import type { DeploymentSettings } from '../functions/shared/config/deployment.ts';
import { isChina } from './china.ts';

/**
 * What a configuration names of AWS that is not where the stage is: a deploy would fail at its end, or nobody could assume a role.
 * @param region of the stage; undefined where nobody has chosen one yet
 * @throws ConfigError
 */
export function requireRegion(
  { domain, operators }: Pick<DeploymentSettings, 'domain' | 'operators'>,
  region: string | undefined,
  file: string,
): void {
  if (region === undefined) return;
  const partition = isChina(region) ? 'aws-cn' : 'aws';
  const problems: Problem[] = (operators?.principals ?? []).flatMap((principal, index) =>
    principal.startsWith('arn:') && !principal.startsWith(`arn:${partition}:`)
      ? [
          {
            path: `deployment.operators.principals.${index}`,
            found: JSON.stringify(principal),
            allowed: `an ARN that begins with "arn:${partition}:": the stage is in ${region}, and nobody else could assume its roles`,
          },
        ]
      : [],
  );
  if (domain && !domain.certificateArn.startsWith(`arn:${partition}:acm:${region}:`)) {
    problems.push({
      path: 'deployment.domain.certificateArn',
      found: JSON.stringify(domain.certificateArn),
      allowed: `a certificate of ACM in the region of the stage: arn:${partition}:acm:${region}:…`,
    });
  }
  if (problems.length > 0) throw new ConfigError(file, problems);
}
