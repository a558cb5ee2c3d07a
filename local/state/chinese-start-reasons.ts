import type { Reason } from '../../functions/shared/reasons/reasons.ts';
import type { StartReason } from './start-reasons.ts';

/** Why `npm start` does not begin, or ends by itself, in Chinese. */
export const chineseStartReasons: Readonly<Record<StartReason, Reason>> = {
  'option-invalid': {
    summary: '`npm start` 的某个选项不存在，或取值不允许。',
    cause: '输入错误；或 `npm start` 后面缺少 `--`，npm 把选项当成了自己的。',
    fix: '见 `npm start -- --help`。',
  },
  'config-invalid': {
    summary: '配置或密钥文件无法使用。',
    cause: '消息写明每个位置、那里的内容和允许的内容。',
    fix: '改正消息写明的位置。',
  },
  'port-unusable': {
    summary: '没有可用的端口。',
    cause: '连续二十个端口被占用，或端口小于 1024，需要权限。',
    fix: '用 `--port` 或 `--desk-port` 指定另一个；0 表示任意空闲端口。',
  },
  'state-folder-unusable': {
    summary: '状态目录无法建立、读取或写入。',
    cause: '路径中有一段是文件，目录属于别人，磁盘已满，或该位置不能放文件，例如 /proc。',
    fix: '用 `--data` 选择另一个目录，或按消息修正。',
  },
  'state-in-use': {
    summary: '另一个进程正在使用状态目录。没有改动其中任何内容。',
    cause: '另一个 `npm start` 使用同一个 `--data`；如果用 `--fresh`，它会丢失已应答的事件。',
    fix: '先停止那个进程（知道时，消息会写出进程号），或用 `--data` 选择另一个目录。',
  },
  'state-foreign': {
    summary: '`--fresh` 发现目录里有不属于归一的文件，没有删除任何内容。',
    cause: '`--data` 指向了别的目录。',
    fix: '用 `--data` 指定状态目录；不存在时会新建。',
  },
  'state-damaged': {
    summary: '状态中的一个文件已损坏：缺失、被截断、被覆盖，或是别的数据库。',
    cause: '磁盘故障，复制不完整或在归一运行时复制，或其他程序写入了它。',
    fix: '停下来，先复制整个目录。从备份整体恢复；或抢救现有内容（`sqlite3 guiyi.db .recover`）；或用 `--fresh` 重新开始，等待中的事件会丢失。如果只有 `sandbox.db` 损坏，删除该文件只会丢失沙箱的客户。`lock.db` 里什么也没有：没有进程运行时删除它。',
  },
  'state-newer': {
    summary: '状态由更新版本的归一写入。',
    cause: '重新安装了旧版本。',
    fix: '启动较新的版本，或用 `--data` 选择另一个目录。',
  },
  'bundles-unavailable': {
    summary: '`npm start -- --bundles` 无法按部署的样子运行各函数。',
    cause: 'AWS 模拟器属于开发依赖：没有安装，或其中一个的本地模块无法在本机运行。',
    fix: '在项目目录运行 `npm ci --include=dev`；或不加 `--bundles` 启动，那时不需要模拟器。',
  },
  'privacy-key-unusable': {
    summary: '用于识别已删除者的密钥缺失、为空、太短，或与以前不同。',
    cause: '状态目录中的 `privacy.key` 被清空、截断、替换，或复制时遗漏。',
    fix: '从备份恢复该文件。没有它，就无法识别要求删除过个人信息的人。只有新建状态（`--fresh`）时才会生成新密钥。',
  },
  'sandbox-lost': {
    summary: '运行 CDP 沙箱的线程已结束，`npm start` 随之结束。',
    cause: '线程的内存用尽，或是我们的错误；消息写明是哪一种。',
    fix: '重新启动：已确认的内容保存在状态目录中，启动后会继续投递。如果再次结束，请报告该消息。',
  },
  'start-failed': {
    summary: '启动时出现了意外的失败。',
    cause: '通常是我们的缺陷；消息下面几行写明位置。',
    fix: '报告完整的输出。',
  },
};
