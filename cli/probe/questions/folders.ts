import { folderId } from '../../../functions/shared/cdp/ids.ts';
import { askTenant, carriedOut } from '../calls.ts';
import { type Dialogue, type ProbeFinding, found, Unclear } from '../interview.ts';
import { deleteFolder, isOnlyOnce } from '../remove.ts';
import type { ProbeStage } from '../stage.ts';

/** Q33: which business type deletes a folder. Each is asked about a folder of its own. */
export function* folderDeleteType(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'folderDeleteType';
  const byGroup = yield* deletes(stage, 'customer_group');
  const byLabel = yield* deletes(stage, 'customer_label');
  const seen = {
    en: `group/delete takes customer_group: ${byGroup ? 'yes' : 'no'}; customer_label: ${byLabel ? 'yes' : 'no'}`,
    zh: `group/delete 接受 customer_group：${byGroup ? '是' : '否'}；customer_label：${byLabel ? '是' : '否'}`,
  };
  const value = byGroup && byLabel ? 'both' : byGroup ? 'customer_group' : byLabel ? 'customer_label' : 'undecided';
  return [found(topic, value, seen)];
}

function* deletes({ marks }: ProbeStage, businessType: string): Dialogue<boolean> {
  const body = { businessType: 'customer_group', name: marks.text() };
  const id = folderId(yield* carriedOut({ endpoint: 'groupAdd', body }));
  if (id === undefined) throw new Unclear({ en: 'groupAdd answered without an id', zh: 'groupAdd 的应答没有 ID' });
  if (businessType === 'customer_label' && !isOnlyOnce(id))
    throw new Unclear({
      en: 'ids of folders are short: customer_label could delete a folder of another tree with the same id',
      zh: '文件夹的 ID 较短：customer_label 可能删除另一棵树中 ID 相同的文件夹',
    });
  return (yield* askTenant(deleteFolder(id, businessType))).kind === 'data';
}
