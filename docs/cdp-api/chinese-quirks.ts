import type { Quirk, QuirkId } from '../../functions/shared/cdp/contract/quirks.ts';

/** The oddities of the API's documents in Chinese. */
export const chineseQuirks: Readonly<Record<QuirkId, Quirk>> = {
  Q01: {
    title: '取得 token',
    oddity: '文档说 token 用 appKey 和 secret 取得，但没有说在哪里、有效多久、错误的会得到什么。',
    client:
      '接受一个提供者：固定的 token、由配置描述的 HTTP 交换，或沙箱的方式。它提前更新，所有调用者共用一次；答复看起来是旧 token 未被接受时，用新 token 重复调用一次。',
  },
  Q02: {
    title: '策略的位置',
    oddity: 'C2 的三个策略字段只在正文中说明，不在任何参数表里。',
    client: '由选项决定放在正文、查询参数或两处都放（默认）。',
  },
  Q03: {
    title: '只有一个错误码',
    oddity: '只有 0 和 -1 两个代码，只有 msg 的文本说明为什么拒绝。',
    client: '0 和 "0" 算成功，其余算拒绝；code 和 msg 原样保留，只按给定的模式解读 msg。',
  },
  Q04: {
    title: 'HTTP 状态',
    oddity: '文档从未提到 HTTP 状态。',
    client: '2xx 以外的状态，以及不符合信封格式的正文，都算途中失败。',
  },
  Q05: {
    title: '没有查到',
    oddity: '没有这样的客户时，C3、C4、C5、C9 怎样答复，无人知道。',
    client: 'data 为 null、缺失或 0，以及 msg 符合“未找到”模式的拒绝，都返回 undefined。',
  },
  Q06: {
    title: 'ID',
    oddity: '同样的 ID，有的地方是 int，有的地方是 long，在 C9 的答复里是对象列表。',
    client: 'ID 保存为数字字符串，读取 JSON 时不舍入，写出时是不带引号的数字。',
  },
  Q07: {
    title: '会删除的 GET',
    oddity: 'C6 和 G2 虽然是 GET，却会修改数据。',
    client: '可能已经执行之后从不重复；token 被拒绝时，调用没有执行，可以重复。',
  },
  Q08: {
    title: 'GET 的 Content-Type',
    oddity: '没有正文的请求也要求这个请求头。',
    client: '发送它。',
  },
  Q09: {
    title: '其他方法',
    oddity: '没有说明一个路径是否接受其他方法。',
    client: '使用文档所写的方法。',
  },
  Q10: {
    title: '必填却未知',
    oddity: 'email、emailVerified 和 gender 是必填的，而订单或关注者往往没有这些信息。',
    client: '调用者没有给的，填 ""、0 和 0；或按选项省略。',
  },
  Q11: {
    title: '姓名与手机号',
    oddity: 'C2 没有 name、mobile 和 mobileVerified，而 C7 在姓名和手机号中搜索，C8 以 name 为例。',
    client: '手机号作为身份写入 C2；姓名随后由 C8 写入。',
  },
  Q12: {
    title: 'C1 遇到已有的手机号',
    oddity: '客户已有该手机号时 C1 怎么做，没有说明。',
    client: '提供 C1，从不重复；C2 加一个手机号身份可以做同样的事，而且规则已知。',
  },
  Q13: {
    title: '都写或都不写',
    oddity: 'identityType 和 identityValue 是必填的，而一条备注又允许两者都不写。',
    client: '去掉有空值的一对；一对都不剩时，在发送之前就拒绝。',
  },
  Q14: {
    title: '身份类型',
    oddity: '有哪些类型代码，取决于租户的配置。',
    client: '接受任何代码，没有内置的代码。',
  },
  Q15: {
    title: '0 表示是',
    oddity: 'editable 和 isEmployee 用 0 表示是；emailVerified 和 mobileVerified 用 0 表示否。',
    client: '写明每个字段的取值；从不把布尔值变成数字。',
  },
  Q16: {
    title: '小整数',
    oddity: 'annualRevenue、employeeNumber、campaignId 是 int，而这类值会超出 32 位。',
    client: '不是 32 位整数的，在发送之前就拒绝。',
  },
  Q17: {
    title: '看起来像身份的字段',
    oddity: 'openId、unionId、appId 是资料字段，而 openid 和 unionid 又是身份。',
    client: '给什么就发什么；只有身份列表用于匹配。',
  },
  Q18: {
    title: 'source',
    oddity: '这个字段叫事件来源，取自预先定义的列表，读起来又像客户的首次来源。',
    client: '原样发送。',
  },
  Q19: {
    title: 'groupId',
    oddity: '在 C1、C2、C7 中是客户分组，在 G1、G3、G4 中是文件夹。commonGroupId 是文件夹，customerGroupId 是分组。',
    client: '有两种不能混用的 ID 类型。',
  },
  Q20: {
    title: '员工与组织',
    oddity: 'chargeId、userIdList、deptCodeList 没有解释。',
    client: '原样传递。',
  },
  Q21: {
    title: '扩展属性',
    oddity: 'extendAttrList 的各行缺一列，attrKey 之外 attrName 是可选的。',
    client: '发送键和值，值为文本。',
  },
  Q22: {
    title: '没有 ID 的答复',
    oddity: '含客户数据的答复都没有 ID；C5 尽管叫那个名称，也不返回 ID。',
    client: '用 C4 取 ID，用 C3 和 C5 取数据；答复中有 ID 时带上。',
  },
  Q23: {
    title: 'C4 的正文',
    oddity: '一对的两个部分写在列表旁边，而不是列表里面。',
    client: '在列表里发送；按选项同时在旁边发送第一对。',
  },
  Q24: {
    title: '多个所有者',
    oddity: '身份属于多个客户时 C4 返回谁，没有说明。',
    client: '返回得到的结果；调用过 C2 的应当保留它的 ID，而不是再查一次。',
  },
  Q25: {
    title: '所创建客户的 ID',
    oddity: 'C2 和 C4 中 data 的说明与 C1 相同，而客户可能早已存在。',
    client: '当作目标客户的 ID，无论新旧。',
  },
  Q26: {
    title: 'C7 的时间窗口',
    oddity: '正文说窗口可选，表格说必填；时区、两端是否包含、每页最多多少都没有说明，记录也没有 ID 可以看出重复。',
    client: '总是发送两端，时区为 +08:00，除非另行设置；遇到空页，或 current × size 达到 total 时结束。',
  },
  Q27: {
    title: 'C8 的 attrName',
    oddity: '它显然是键；对扩展属性又可能是显示名称。值总是文本。isExtendAttr 写了两次。',
    client: '发送键。',
  },
  Q28: {
    title: 'C9 的答复',
    oddity: '描述为空的列表，customerId 缩进错位，类型写成对象列表。',
    client: '读取一个对象或只有一项的列表，ID 可以是数字或文本；attrList 可以没有。',
  },
  Q29: {
    title: '清除字段',
    oddity: '空值是否清除已存的内容，没有说明。',
    client: '清除由 C8 加空文本来做。',
  },
  Q30: {
    title: 'G1 中的标签',
    oddity: 'tagName 和 tagNameList 属于标签的端点。',
    client: '从不发送。',
  },
  Q31: {
    title: 'G4 的权限',
    oddity: '表格写的是读取标签的权限，正文写的是标签列表。',
    client: '不需要做什么；租户应当授予两种权限。',
  },
  Q32: {
    title: 'G3 中的 type',
    oddity: '必填，却不能修改；智能分组的取值没有给出。',
    client: '发送调用者从分组读到的类型。',
  },
  Q33: {
    title: 'G6 的 businessType',
    oddity: '这里是 customer_label，其他同类端点都是 customer_group。',
    client: '发送 customer_label；被拒绝时再试一次 customer_group，并记住哪个可用。',
  },
  Q34: {
    title: '文件夹的代码',
    oddity: 'G5 需要上级的代码，却返回 ID；代码只在 G8 中显示。',
    client: '由调用者从 G8 读取代码。',
  },
  Q35: {
    title: 'G7 的权限',
    oddity: '写的是写入标签的权限；ID 写作客户分组的 ID，实际是文件夹的。',
    client: '与 G6 相同，先用文档所写的 customer_group；租户应当授予两种权限。',
  },
  Q36: {
    title: '非空的文件夹',
    oddity: '文档说文件夹里有客户时不能删除；文件夹里放的是分组。',
    client: '由调用者先清空文件夹。',
  },
  Q37: {
    title: '类型为 int 的名称',
    oddity: 'G8 和 G13 中 name 是 int；G8 要求 parentCode，而根文件夹不可能有。',
    client: '名称按文本读取；根文件夹的上级为 null、"" 或没有。',
  },
  Q38: {
    title: 'G13',
    oddity: '标题写成标签；type 和 groupId 是文本，在别处是数字。',
    client: '两种都读，返回一种类型。',
  },
  Q39: {
    title: '成员关系',
    oddity: 'G9 到 G11 遇到智能分组、未知分组、空列表或部分失败时怎么做，没有说明。',
    client: 'G9 和 G10 每 50 个分组一批，依次发送；一批失败则结束调用。',
  },
  Q40: {
    title: '空的答复',
    oddity: '有些调用返回 null，有些返回空值。',
    client: '没有内容可说时忽略 data。',
  },
};
