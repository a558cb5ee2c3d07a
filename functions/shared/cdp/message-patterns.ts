import type { CdpConfig } from '../config/define-config.ts';
import type { MessagePatterns } from './answer.ts';

/** `cdp.messages`, compiled. */
export function messagePatterns({ messages }: Pick<CdpConfig, 'messages'>): MessagePatterns {
  const compile = (list: readonly string[] | undefined) => (list ?? []).map((pattern) => new RegExp(pattern, 'u'));
  return {
    auth: compile(messages?.auth),
    permanent: compile(messages?.permanent),
    notFound: compile(messages?.notFound),
  };
}
