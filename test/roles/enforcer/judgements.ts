import type { Context } from './condition.ts';
import { type Caller, judge, type Permission } from './judge.ts';
import type { Rule } from './policy.ts';

/** Everything that was judged. */
export interface Judgements {
  /** Permissions that were given. */
  readonly allowed: number;
  /** The grants that allowed something. */
  readonly used: ReadonlySet<Rule>;
  /** One line for each kind of denial. */
  readonly denials: readonly string[];
  /** True when the caller has the permission; anything else is a denial, and kept. */
  ask(caller: Caller, permission: Permission): boolean;
}

/** @param attachedTo the rules of the policies that are attached to a resource */
export function openJudgements(attachedTo: (resource: string) => readonly Rule[]): Judgements {
  const used = new Set<Rule>();
  const denials = new Map<string, number>();
  let allowed = 0;
  return {
    used,
    get allowed() {
      return allowed;
    },
    get denials() {
      return [...denials].map(([denial, times]) => `${denial} (${times} ×)`);
    },
    ask(caller, permission) {
      const attached = attachedTo(permission.resource);
      const { outcome, by } = judge(caller, permission, { context: contextOf(caller, permission), attached });
      if (outcome === 'allowed') {
        allowed += 1;
        if (by) used.add(by);
        return true;
      }
      const why = by ? `a statement of ${by.holder} forbids it` : 'no statement allows it';
      const denial = `${nameOf(caller)} may not ${permission.action} on ${areaOf(permission.resource)}: ${why}`;
      denials.set(denial, (denials.get(denial) ?? 0) + 1);
      return false;
    },
  };
}

/** Whoever calls AWS does it over TLS; here the enforcer listens on loopback in its place. */
function contextOf(caller: Caller, { action, context }: Permission): Context {
  return {
    ...context,
    'aws:SecureTransport': 'true',
    ...(action.startsWith('s3:') && { 's3:TlsVersion': '1.3' }),
    ...(caller.kind === 'service' && { 'aws:SourceArn': caller.sourceArn }),
  };
}

/** Of objects, where they are: their names are as many as there are events. */
function areaOf(resource: string): string {
  return resource.replace(/^(arn:[\w-]+:s3:::[^/]+\/[^/]+\/).*$/, '$1*');
}

function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'role':
      return caller.name;
    case 'operator':
      return 'the operator';
    case 'account':
      return `account ${caller.id}`;
    case 'service':
      return caller.name;
  }
}
