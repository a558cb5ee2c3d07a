import { defineSource } from '../../define-source.ts';
import { wechatStoreEnrichment } from './enrich.ts';
import { wechatStoreIdentity } from './identify.ts';
import { aboutWechatStore, wechatStore } from './receive.ts';
import { wechatStoreSample } from './sample.ts';

export const wechatStoreSource = defineSource(
  aboutWechatStore,
  wechatStore,
  wechatStoreIdentity,
  wechatStoreSample,
  wechatStoreEnrichment,
);
