export { openSandbox } from '../sandbox/sandbox.ts';
