import * as z from 'zod/mini';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { must } from '../../functions/shared/cdp/contract/field.ts';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import { success } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import type { Folder } from '../store/folders.ts';
import { newId } from '../tenant.ts';
import { documentedEndpoint, lenientEndpoint } from './endpoint.ts';

const unknownFolder = decline('E_FOLDER_UNKNOWN', 'commonGroupId is not a group folder');

/** G5. Q34: the folder above is named by its code, which only G8 tells. */
export const addFolderEndpoint = documentedEndpoint('groupAdd', (tenant, { name, parentCode }) => {
  const { store } = tenant;
  return store.transact(() => {
    const parent = parentCode ? store.folders.idOfCode(parentCode) : undefined;
    if (parentCode && parent === undefined)
      return decline('E_FOLDER_UNKNOWN', 'parentCode is not the code of a group folder');
    const id = newId(tenant);
    store.folders.create(id, name, parent);
    return success(rawInteger(id));
  });
});

/** Q33: the documents print `customer_label` here, and `customer_group` at all siblings. */
const deletions = {
  customer_label: contract.groupDelete.request,
  customer_group: z.extend(contract.groupDelete.request, {
    businessType: z.literal('customer_group', must('customer_group')),
  }),
  both: z.extend(contract.groupDelete.request, {
    businessType: z.enum(['customer_label', 'customer_group'], must('customer_label or customer_group')),
  }),
} as const;

/** G6 */
export const deleteFolderEndpoint = lenientEndpoint(
  'groupDelete',
  ({ folderDeleteType }) => deletions[folderDeleteType],
  ({ store }, { commonGroupId }) =>
    store.transact(() => {
      if (!store.folders.exists(commonGroupId)) return unknownFolder;
      if (store.folders.isUsed(commonGroupId))
        return decline('E_FOLDER_NOT_EMPTY', 'the folder holds groups or folders');
      store.folders.remove(commonGroupId);
      return success(null);
    }),
);

/** G7 */
export const renameFolderEndpoint = documentedEndpoint('groupUpdate', ({ store }, { commonGroupId, name }) =>
  store.transact(() => {
    if (!store.folders.exists(commonGroupId)) return unknownFolder;
    store.folders.rename(commonGroupId, name);
    return success(null);
  }),
);

interface FolderView {
  readonly code: string;
  readonly id: { readonly rawJSON: string };
  readonly name: string;
  readonly parentCode: string;
  readonly subList: FolderView[];
}

/** G8. Q37: names are texts, and a root has the empty code above it. */
export const folderTreeEndpoint = documentedEndpoint('queryTreeFormList', ({ store }) =>
  success(treeOf(store.folders.all())),
);

function treeOf(folders: readonly Folder[]): readonly FolderView[] {
  const views = new Map<string, FolderView>();
  for (const { id, code, name, parentCode } of folders)
    views.set(code, { code, id: rawInteger(id), name, parentCode, subList: [] });
  const roots: FolderView[] = [];
  for (const view of views.values()) (views.get(view.parentCode)?.subList ?? roots).push(view);
  return roots;
}
