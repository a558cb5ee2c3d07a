/** trigger, demo, tour, doctor, source, sandbox and console. */
export const trial: Readonly<Record<string, string>> = {
  'Build an event, sign or encrypt it as the platform does, and post it to the running front door.':
    '生成一个事件，按平台的方式签名或加密，发给正在运行的接收端点。',
  'another front door to send to, a tunnel’s for instance (default: that of `npm start`)':
    '发往另一个接收端点，例如隧道的地址（默认：`npm start` 的）',
  'secrets to sign with': '用于签名的密钥文件',
  'change or add a field before it is signed; may be given several times': '在签名之前修改或添加一个字段；可以写多次',
  'leave a field out before it is signed; may be given several times': '在签名之前去掉一个字段；可以写多次',
  'sign this JSON in place of a sample; also for events without a sample':
    '用这个 JSON 代替样例来签名；没有样例的事件也可以',
  'how many different events': '发送多少个不同的事件',
  'forge the signature, as somebody without the key would': '篡改签名，模拟没有密钥的人',
  'send every event twice': '每个事件发送两次',
  'one JSON line an event': '每个事件输出一行 JSON',
  'for example wechat.subscribe, shopify.orders/paid, or <connection>.<event>':
    '例如 wechat.subscribe、shopify.orders/paid，或 <连接>.<事件>',

  'one-customer: a follow and an order stay two customers, until a log-in proves that they are one person. recycled: a phone number changes hands, and nobody says so; its two owners stay two customers.':
    'one-customer：关注和下单先是两个客户，直到一次登录证明是同一个人。recycled：手机号易主，没有通知；前后两位机主始终是两个客户。',
  'every identity and every call to the CDP': '列出每个身份和对 CDP 的每次调用',
  'one JSON line a step': '每一步输出一行 JSON',
  'which story': '演示哪个故事',

  'Send every event that a platform is known to send: genuine, again, and forged; and show the result.':
    '平台已知会发送的每种事件，各发三次：真实的、重复的、伪造的；并说明结果。',
  'one JSON line a connection': '每个连接输出一行 JSON',
  'a connection or a platform; default: all of them': '连接或平台；默认：全部',

  'Check the configuration of connections: secret, key, mode, URL check, clock, enrichment. Names the fix.':
    '检查连接的配置：密钥、模式、URL 校验、时钟、查询接口，并给出处理办法。',
  'ask the platforms’ own APIs whether they may be asked': '实际调用平台的接口，确认有权限查询',
  'a deployed stage in place of this machine: secrets, addresses, alarms, queues, quota':
    '检查已部署的阶段而不是本机：密钥、地址、告警、队列、配额',

  'A source in development: write a first version, and see what it makes of captured events.':
    '开发一个来源：生成初版，查看它如何理解捕获的事件。',
  'What each payload becomes, masked. If a path of the mapping matches nothing in any file, the exit code is 4.':
    '从载荷到变更，值已脱敏；映射中有路径在所有文件里都匹配不到时，退出码为 4。',
  'a connection of the configuration': '配置中的一个连接',
  'captured events: a raw body with `# name: value` lines before it, JSON {"headers", "body"}, or an envelope':
    '捕获的事件：前面带 `# 名称: 值` 行的原始请求体、JSON {"headers", "body"}，或事件信封',
  'Write the events with invented values, and what they become, as tests of that connection.':
    '把事件换成虚构的值，连同解读结果写成该连接的测试。',
  'where the tests are': '测试所在的目录',
  'even if a path of the mapping matches nothing in the files': '即使映射中有路径在文件里匹配不到，也照样写入',
  'Write a first version of a source: its folder, its test and its page. Asks for what no option says.':
    '生成一个来源的初版：目录、测试和文档页。选项没有给出的会询问。',
  'what people call it (default: the name in capitals)': '显示名称（默认：由名称首字母大写而来）',
  'the header that has the signature': '放签名的请求头',
  'of the HMAC': 'HMAC 的算法',
  'of the signature': '签名的编码',
  'what stands before the signature': '签名前面的固定文字',
  'the header that names the event': '写有事件类型的请求头',
  'the path in the body that names the event': '请求体中写有事件类型的路径',
  'the first event that is taken': '第一个要接收的事件',
  'of its folder and in configurations, as tea-house': '目录名，也是配置中的名称，如 tea-house',

  'Run the sandbox of the CDP alone, on 127.0.0.1.': '单独运行 CDP 沙箱，只监听 127.0.0.1。',
  'the next free one when it is taken; 0: any free one': '端口；被占用时取下一个空闲的；0：任意空闲端口',
  'keep the state there (default: in memory)': '状态保存到这个目录（默认：只在内存中）',
  'JSON of switches, or what `guiyi cdp probe --out` has written':
    '开关的 JSON 文件，或 `guiyi cdp probe --out` 写出的文件',
  'another key with the same secret, as reader:customer-read,group-read':
    '使用同一密钥的另一个 app key，如 reader:customer-read,group-read',
  'JSON file whose "cdp" is the key and secret it accepts': 'JSON 文件，其中 "cdp" 是沙箱接受的 key 和 secret',

  'Print the address of the console, with its key: events, customers, cases, dead letters, privacy, health. Of a stage: serve it, until Ctrl-C.':
    '打印控制台的地址（含访问密钥）：事件、客户、待处理事项、死信、个人信息、运行状况。指定阶段时在本机提供控制台，直到按 Ctrl-C。',
  'an address with which one can look and change nothing': '只读地址，只能查看，不能修改',
  'open it in the browser': '在浏览器中打开',
  'Print the script by which a shell completes commands, options and their values.':
    '打印 shell 补全脚本：命令、选项和选项的值。',
  'whose script is printed': '哪种 shell',
  'Answer agents by the Model Context Protocol on the standard streams: read-only, masked.':
    '通过标准输入输出以 Model Context Protocol 应答智能体：只读，值已脱敏。',
  'Print the local API of the desk as an OpenAPI document.': '把操作台的本机接口打印成 OpenAPI 文档。',
};
