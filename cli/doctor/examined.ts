import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import type { ConfiguredCheckUp } from '../../functions/shared/sources/check-up.ts';

/** A connection with everything that there is to look at. */
export interface Examined {
  readonly name: string;
  readonly config: GuiyiConfig;
  readonly connection: ConnectionConfig;
  readonly checkUp: ConfiguredCheckUp;
  readonly secretsFile: string | Localized;
  /** The live secrets as they stand in the file; undefined where there is none. */
  readonly secrets: readonly unknown[] | undefined;
  /** Unix ms */
  readonly now: number;
}
