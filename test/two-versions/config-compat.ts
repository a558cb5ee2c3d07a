import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import config from './config.ts';

const withCompat: GuiyiConfig = { ...config, ledger: { compat: true } };

export default withCompat;
