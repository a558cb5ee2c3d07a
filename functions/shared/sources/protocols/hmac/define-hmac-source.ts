import { check } from '../../../schema/check.ts';
import {
  type ConfiguredReceiver,
  plainErrorResponse,
  type Receiver,
  scopesReader,
  withReadableIds,
} from '../../source.ts';
import { deliveryDecoder } from './decode-delivery.ts';
import type { HmacSourceDefinition } from './hmac-source-definition.ts';
import type { PathOf } from './path.ts';
import { requestVerifier } from './verify-request.ts';

/** A receiver that can tell how it was defined. */
export interface HmacSource<Options, Secret> extends Receiver<Options> {
  readonly definition: HmacSourceDefinition<string, Options, Secret>;
}

/**
 * A source as data. `Body` is the type of its bodies, against which its paths are checked; what really comes is judged
 * again, field by field. @throws RangeError when a scheme is not one.
 */
export function defineHmacSource<Body, Options, Secret>(
  definition: HmacSourceDefinition<PathOf<Body>, Options, Secret>,
): HmacSource<Options, Secret> {
  const { platform, options, acknowledgement = { status: 200, body: '' } } = definition;
  return {
    platform,
    options,
    secret: definition.secret,
    acknowledgement,
    definition,
    configure: (raw) =>
      check(options, raw, (settings): ConfiguredReceiver => {
        const decode = deliveryDecoder(definition, settings);
        return {
          platform,
          acknowledgement,
          errorResponse: plainErrorResponse,
          secretParameter: definition.secretParameter,
          isSecretHeader: definition.isSecretHeader ?? (() => false),
          openSecret: (secret) =>
            check(definition.secret, secret, (live) => requestVerifier(definition, settings, live)),
          decode: (payload, request) => withReadableIds(decode(payload, request)),
          subjectOf: () => undefined,
        };
      }),
    scopes: scopesReader(definition),
  };
}
