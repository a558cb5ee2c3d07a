/** One deployment of several in an account, and what it is called there. */
export interface Stage {
  /** `dev`, `prod` */
  readonly name: string;
  /** Of the CloudFormation stack. */
  readonly stack: string;
  /** Of its secrets in Secrets Manager. */
  readonly secretPrefix: string;
  /** Of its metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The parameter in SSM that says where everything is. */
  readonly parameter: string;
}

export const stageForm =
  'a name of at most 20 small letters, digits and hyphens that begins with a letter, as dev or prod';

/** Undefined for what is no name of a stage. */
export function readStage(name: string): Stage | undefined {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(name) || name.endsWith('-')) return undefined;
  return {
    name,
    stack: `Guiyi-${name}`,
    secretPrefix: `guiyi/${name}/`,
    metricNamespace: `Guiyi/${name}`,
    parameter: `/guiyi/${name}/stack`,
  };
}

/** The stage whose stack nobody deletes by mistake. */
export function isProtected({ name }: Stage): boolean {
  return name === 'prod' || name === 'production';
}
