/** deploy, addresses, smoke, cost and secret. */
export const stage: Readonly<Record<string, string>> = {
  'Deploy a stage to AWS: prints the cdk command and runs it, then lists the secrets that are missing.':
    '部署到 AWS：打印并执行 cdk 命令，然后列出还缺的密钥。',
  'the deployment: dev, prod …': '阶段：dev、prod …',
  'configuration (default: guiyi.<stage>.config.ts if there is one, else guiyi.config.ts)':
    '配置文件（默认：有 guiyi.<stage>.config.ts 就用它，否则用 guiyi.config.ts）',
  'print the command alone': '只打印命令',
  'more arguments of cdk, after --': '传给 cdk 的其他参数，写在 -- 之后',
  'The webhook address of every connection of a stage.': '阶段中每个连接的 webhook 地址。',
  'Send a genuine event that is about nobody through a deployed stage, and let delivery ask the CDP.':
    '向已部署的阶段发送一个真实但不涉及任何人的事件，并让投递访问一次 CDP。',
  'the deployed stage: dev, prod …': '已部署的阶段：dev、prod …',
  'how long the event may take': '事件最多用时多少秒',
  'by which connection an event is sent (default: the first that can)': '经哪个连接发送事件（默认：第一个可用的）',
  'What events cost on AWS, item by item: counted by a run of the functions, at list prices.':
    '事件在 AWS 上的费用，逐项列出：实际运行函数计数，按目录价计算。',
  'which events: standard, new-orders, known-orders, follows, clicks, log-ins':
    '哪些事件：standard、new-orders、known-orders、follows、clicks、log-ins',
  'how many; written as 1e6 too': '事件数；也可以写成 1e6',
  'of AWS: us-east-1, cn-north-1, cn-northwest-1': 'AWS 区域：us-east-1、cn-north-1、cn-northwest-1',
  'events that delivery takes at once, 1 to 10': '投递一次取多少个事件，1 到 10',
  'milliseconds of a call to the CDP': '调用一次 CDP 的毫秒数',
  'without the journal': '不计事件记录',
  'The secrets of a stage on AWS: of its connections, and `cdp`.': 'AWS 上一个阶段的密钥：各连接的，以及 `cdp` 的。',
  'Read a secret as JSON from the standard input, or ask for its fields; check it; make it the newest value, and keep the old ones valid.':
    '从标准输入读取 JSON 格式的密钥，或逐项询问；检查之后，作为最新的值写入，旧值仍然有效。',
  'accept no old value any more, because it has leaked': '不再接受任何旧值：密钥已泄露时使用',
  'a connection of the configuration, or cdp': '配置中的一个连接，或 cdp',
  'Which secrets the stage needs, has and lacks, and when each was changed and last read.':
    '阶段需要哪些密钥，已有哪些、缺哪些，各自何时修改、何时最后读取。',
  'read every value and look at its fields': '读取每个值并检查其字段',
  'End a rotation: keep the newest value alone.': '结束轮换：只保留最新的值。',
};
