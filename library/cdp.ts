export { cdpClient } from '../functions/shared/cdp/client.ts';
