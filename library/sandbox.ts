/**
 * `guiyi/sandbox`: the CDP on one machine, for a program's own tests. Listens on 127.0.0.1 only, or not at all.
 */
export { sandboxTransport } from '../local/host/sandbox-transport.ts';
export type { SmartGroup, SmartGroupMember } from '../sandbox/admin/smart-groups.ts';
export type { ExtendedAttributeDefinition } from '../sandbox/extended-attribute.ts';
export { listenSandbox, type ListeningSandbox, type ListenOptions } from '../sandbox/listen.ts';
export type { Credential, TokenPermission } from '../sandbox/protocol/access.ts';
export {
  openSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  type SandboxResponse,
} from '../sandbox/sandbox.ts';
export { strictSwitches, switchDefinitions, type SwitchName, type Switches } from '../sandbox/switches.ts';
export { seededIdentityTypes, type IdentityType } from '../sandbox/resolution/identity.ts';
