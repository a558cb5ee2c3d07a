import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { DeliveryClient } from '../../functions/shared/cdp/delivery-client.ts';
import { openDeliveryClient } from '../../functions/shared/cdp/open-delivery-client.ts';
import { DEFAULT_TIMEOUT_SECONDS, fetchTransport, type Transport } from '../../functions/shared/cdp/transport.ts';

/** The CDP of a stage, asked from the operator's machine. @param credentials the text of the secret `cdp` */
export function openStageCdp(
  { config: { cdp }, clock }: { readonly config: GuiyiConfig; readonly clock: () => number },
  credentials: () => Promise<string>,
  transport?: Transport,
): DeliveryClient {
  const overNetwork = () => fetchTransport(cdp.baseUrl, cdp.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  return openDeliveryClient(cdp, { transport: transport ?? overNetwork(), secrets: { read: credentials }, clock });
}
