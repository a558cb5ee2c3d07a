import type { Reason, ReasonCode } from './reasons.ts';

/** The reasons in Chinese, for `docs/zh/errors` and whoever chooses that language. The functions do not import them. */
export const chineseReasons: Readonly<Record<ReasonCode, Reason>> = {
  // The front door
  'unknown-connection': {
    summary: 'URL 中的连接在本次部署里不存在。',
    cause: '平台后台的 URL 写错了，或该连接已从 guiyi.config.ts 中删除。',
    fix: '把 URL 的最后一段与 guiyi.config.ts 中 `connections` 下的名称对照。',
  },
  'method-not-allowed': {
    summary: '该连接不接受这种 HTTP 方法。',
    cause: '浏览器或健康检查访问了 webhook 的 URL。',
    fix: '不用处理；如果确实是平台发来的，请检查该连接配置的是哪个产品。',
  },
  'not-a-webhook': {
    summary: '该连接的事件经入口队列接收，不走 HTTP。',
    cause: '在平台上填写了 webhook 的 URL，而这个连接没有 webhook。',
    fix: '把事件发到入口队列，或为有 webhook 的来源配置连接。',
  },
  'body-too-large': {
    summary: '请求正文超过入口的上限。',
    cause: '订单非常大，或发送者不是平台。',
    fix: '如果是平台发送的，提高 `door.maxBodyBytes`（API Gateway 自己的上限是 10 MB）。',
  },
  'encoding-not-supported': {
    summary: '请求的压缩方式无法读取，或与 `Content-Encoding` 不符。',
    cause: '发送方或前面的代理使用了 gzip 和 deflate 以外的压缩（`br`、`zstd`、连续两层）。',
    fix: '在那里关闭请求压缩，或改用 gzip。验签既针对解压后的字节，也针对收到的字节。',
  },
  'header-repeated': {
    summary: '标明账号或事件的请求头出现了两次，值不相同。',
    cause: '代理添加了自己的请求头，或有人试图伪造请求。',
    fix: '让代理原样传递请求头。同一个值出现两次按一个处理。',
  },
  'query-malformed': {
    summary: '查询字符串不是有效的百分号编码。',
    cause: '代理重新编码了 URL，或有人在试探。',
    fix: '让代理原样传递查询字符串。',
  },
  'parameter-missing': {
    summary: '签名参数或请求头缺失，或出现了两次。',
    cause: '请求不是平台发来的，或代理丢掉了请求头或参数。',
    fix: '检查代理是否传递全部请求头和完整的查询字符串。',
  },
  'signature-malformed': {
    summary: '签名的格式与平台使用的不符。',
    cause: '请求不是平台发来的，或被代理改动。',
    fix: '与来源页面上的格式对照；没有任何内容入队。',
  },
  'signature-mismatch': {
    summary: '用任何一个有效密钥计算，签名都与收到的字节不符。',
    cause:
      '密钥与平台后台的不一致（Shopify：店铺后台创建的 webhook 用该页面上的密钥签名，不是应用的 client secret），代理改动了正文，或请求是伪造的。',
    fix: '从平台后台重新复制密钥到密钥库；轮换期间把新旧两个写成列表。',
  },
  'signing-key-unknown': {
    summary: '请求写明的签名密钥不在本连接的密钥里。',
    cause: '微信支付换用了新的平台证书或公钥，或请求不是微信支付发来的。',
    fix: '把该序列号的平台证书或公钥加进密钥，与现有的并列。平台会重发这次通知。',
  },
  'timestamp-outside-window': {
    summary: '请求中已签名的时间相差五分钟或更久。',
    cause: '有人重放旧请求，或代理把请求压住了。',
    fix: '不用处理；如果每个请求都这样，请找出是什么造成延迟。平台每次重发都会重新签名。',
  },
  'signature-probe': {
    summary: '故意写错的签名，微信支付用它检验商户是否验签。',
    cause: '微信支付不定期发送一个；真实的通知随后到达。',
    fix: '不用处理。绝不要接受它。',
  },
  'plaintext-not-accepted': {
    summary: '微信推送没有加密，而它的签名不覆盖正文。',
    cause: '账号处于明文模式，或有人用旧签名配上自己的正文。',
    fix: '在微信后台选择安全模式。仅供试用：`options.plaintext: true`。',
  },
  'frame-invalid': {
    summary: '推送或通知的签名正确，但无法解密。',
    cause: 'EncodingAESKey 或微信支付的 APIv3 密钥与后台的不一致；或有人把企业微信的推送当作 URL 校验再发一次。',
    fix: '重新复制密钥；原始字节保存在归档的 quarantine/ 下。',
  },
  'ciphertext-invalid': {
    summary: '用任何一个有效密钥，都无法把加密消息解密成平台发送的内容。',
    cause: '消息密钥与平台后台的不一致，或没有密钥的人在碰运气。',
    fix: '从后台重新复制消息密钥。快手不签名：无法解密的内容不会保存。',
  },
  'unsigned-not-accepted': {
    summary: '平台的签名方式没有得到确认，除非连接设置了相应选项，否则一概拒收。',
    cause: '来源默认关闭，而连接没有打开它的选项。',
    fix: '先读来源的页面，看它对证明的说明；再设置 `options.acceptUnsigned: true`。',
  },
  'unconfirmed-not-accepted': {
    summary: '平台发送的内容没有平台自己的文档为依据，除非连接设置了相应选项，否则一概不接收。',
    cause: '来源默认关闭，而连接没有打开它的选项。',
    fix: '先读来源的页面，看哪些内容不确定；再设置 `options.acceptUnconfirmed: true`，并重投死信。',
  },
  'url-key-mismatch': {
    summary: '所访问的地址没有带连接的密钥，或密钥不对。',
    cause: '平台后台填写的地址缺少查询参数，或用的是旧密钥，或有人在碰运气。',
    fix: '重新填写地址，带上 `?key=` 和密钥中的 `urlKey`。更换期间把两个写成列表。',
  },
  'wrong-account': {
    summary: '事件是真实的，但属于另一个账号或店铺。',
    cause: '另一个账号的 webhook 指向了这个连接。',
    fix: '每个账号使用自己的连接和 URL。',
  },
  'secret-missing': {
    summary:
      '连接的密钥缺失或无法读取；已请平台重发。来自入口队列的消息：密钥库没有响应时等待，密钥缺失或有误时直接进入死信。',
    cause: '部署之后没有填写密钥，字段写错，或密钥库无法访问；或 Adobe 换用了密钥中没有的新公钥。',
    fix: '把连接的密钥写成 JSON 放进密钥库，字段名见来源的页面；在 AWS 上用 `npx guiyi secret set <connection> --stage <stage>`。Adobe：加入详情中写明路径的公钥。',
  },
  'queue-refused': {
    summary: '队列没有接收事件，因此没有应答成功；平台会重发。',
    cause: '限流、缺少权限，或队列故障；在单机上是磁盘已满。',
    fix: '查看同一行日志中的错误并解决其原因。已成为入口队列死信的，请重投。',
  },
  // Verified, but not understood: kept in the quarantine
  'body-malformed': {
    summary: '正文不是平台文档所说的格式（JSON、XML）；原始字节已保存。',
    cause: '平台改变了格式，或发送了测试内容。',
    fix: '查看归档中 quarantine/ 下的对象；报告新的格式。',
  },
  'body-does-not-fit-type': {
    summary: '正文与未签名的请求头所写的事件类型不符；原始字节已保存。',
    cause: '平台改变了事件，或有人用另一种类型重放真实的正文。',
    fix: '查看归档中 quarantine/ 下的对象。',
  },
  'platform-misconfigured': {
    summary: '平台发来的不是事件，而是签名有效的报错：它无权读取应当发送的内容。请求已保存。',
    cause: 'WooCommerce：创建 webhook 的用户已删除或失去权限，因此每次投递都是一段错误文本。',
    fix: '在平台上修正（由管理员重新保存 webhook），然后用平台的接口补取遗漏的内容。',
  },
  'type-missing': {
    summary: '请求没有说明是什么事件；原始字节已保存。',
    cause: '代理丢掉了请求头，或是测试调用。',
    fix: '让代理传递全部请求头。',
  },
  // The inlet
  'inlet-unreadable': {
    summary: '入口队列中的消息既不是信封，也不是已知连接的内容。',
    cause: '发送方没有写明连接，也没有匹配规则符合。',
    fix: '设置消息属性 `connection`，或给连接加上 `inlet.match` 规则。',
  },
  'inlet-ambiguous': {
    summary: '一条消息符合多个连接的匹配规则。',
    cause: '规则太宽。',
    fix: '让规则互相排斥，或由发送方设置属性 `connection`。',
  },
  'inlet-untrusted': {
    summary: '消息没有签名，而它的连接不信任队列。',
    cause: '信封或没有签名的内容，送到了没有 `trust: "queue"` 的连接。',
    fix: '如果队列策略只允许正确的发送方，在连接上设置 `trust: "queue"`。',
  },
  // Delivery
  'envelope-invalid': {
    summary: '队列中的消息不是有效的信封。',
    cause: '有其他程序写入队列。',
    fix: '与 docs/envelope.schema.json 对照。',
  },
  'archive-missing': {
    summary: '大事件在归档中的内容不存在。',
    cause: '归档对象已删除或过期。',
    fix: '恢复该对象，然后重投消息。',
  },
  'event-not-handled': {
    summary: '已忽略：这种类型的事件不含我们使用的客户信息。',
    cause: '平台上订阅的事件多于需要。',
    fix: '不用处理；也可以在平台后台取消订阅这种类型。',
  },
  'event-without-customer': {
    summary: '已忽略：事件中没有人。',
    cause: '没有联系方式的访客订单或门店订单，或平台不提供的数据。',
    fix: '不用处理；如果每个事件都这样，检查应用的数据权限。',
  },
  'identity-without-scope': {
    summary: '事件中的 ID 无法确定是哪个人：缺少 ID 所属的应用、店铺或企业。',
    cause:
      '自有系统的身份没有写 `scope`，例如 openid 的 AppID；或平台没有给出（微信支付的卡券、代金券或转账，有赞的 openid），而连接没有设置相应的选项。',
    fix: '设置详情中写明的选项（微信支付的 `options.appId`、有赞的 `options.outerUserIdApp`）并重投；自有系统的事件，给每个 ID 写上范围再发一次。消息保留在死信队列中。',
  },
  'event-type-unknown': {
    summary: '自有系统发来了未知类型的事件。',
    cause: '类型写错了（详情会指出可能的写法），或发送方的版本比归一新。',
    fix: '改正类型再发一次，或升级归一并重投；消息保留在死信队列中。',
  },
  'identity-unusable': {
    summary: '事件中没有一个身份可用：发送方写错了，或归一不认识它的格式。',
    cause:
      '自有系统写的身份无法读取（手机号写成 JSON 数字、未知的成员、只有脱敏值），或根本没有身份；平台改变了 ID 的格式；或字段名未经确认，对应的选项没有打开。',
    fix: '详情写明字段及原因。改正发送方再发一次，或升级归一并重投；消息保留在死信队列中。',
  },
  'test-delivery': {
    summary: '已忽略：平台的测试，数据是编造的。',
    cause: '有人按了“发送测试通知”，或在平台自己的沙箱里付款。',
    fix: '不用处理。',
  },
  'needs-an-operator': {
    summary: '事件要求的事必须由人决定。',
    cause:
      '没有指明唯一客户的个人信息请求（shop/redact、customers/data_request），平台要合并两个会员，或账号已注销但还有更新的事件。',
    fix: '作出决定：`npx guiyi privacy list`，然后 `carry-out` 或 `refuse`。请求带着期限在那里等待，不在死信中。',
  },
  'erase-touches-other-channels': {
    summary: '一个渠道的个人信息请求，涉及在其他渠道也有身份的客户；没有删除任何内容。',
    cause: '此人在多个平台都有身份，而只有其中一个平台转来请求。',
    fix: '由个人信息保护负责人决定：`npx guiyi privacy carry-out` 删除该客户，不论还有哪些渠道；`refuse` 保留。',
  },
  'decision-impossible': {
    summary: '对待处理事项的判定无法执行。',
    cause: 'CDP 没有显示其中一个客户；两者在只能有一个的身份上不同，CDP 没有合并；或两者在此期间已成为一个客户。',
    fix: '查看详情；对该事项作出另一个判定，或在 CDP 中修改客户后重投该判定。',
  },
  suppressed: {
    summary: '已忽略：事件关于一个要求删除个人信息的人。',
    cause: '删除之后的迟到重试或重放；或此人回来了，但没有新的同意。',
    fix: '不用处理。删除之后的关注、新的同意或登录会解除屏蔽。',
  },
  'hold-conflict': {
    summary: '同一个人的另一个事件正在投递，或另一个事件正在创建同一个分组；这个事件几秒后重试。',
    cause: '一个人同时在两个渠道有操作；或其他系统同时把他的身份关联到了某个客户；或首次用到某个分组。',
    fix: '不用处理。如果持续，说明投递函数的某次运行被终止：超过函数的超时时间后，它的占用自动结束。',
  },
  'out-of-time': {
    summary: '对 CDP 的调用没有全部完成，本次尝试的时间就用完了；事件会重试。',
    cause: 'CDP 响应缓慢，或事件在同一批中排在后面。',
    fix: '不用处理。如果持续，检查 CDP 的延迟。',
  },
  'contact-withheld': {
    summary: '事件唯一的身份是手机号或邮箱，而它在 CDP 里属于别人，因此无法建立客户。',
    cause:
      '另一个客户填写过它，或很久以前证明过它，或它已离开那个客户；而 `cdp.identityTypes` 没有 `guiyi-subject` 的代码，或事件没有主体。',
    fix: '在租户和 `cdp.identityTypes` 中给 `guiyi-subject` 一个代码，然后重投。同时生成的待处理事项写明为什么拦截。',
  },
  'enrichment-waits': {
    summary: '平台的接口没有返回此人是谁；事件先等待，之后不带查询结果继续。',
    cause: '故障、调用上限、IP 白名单，或应用密钥错误；见详情。',
    fix: '按详情处理，或不用处理：`enrich.waitMinutes` 之后，事件不带查询结果投递。',
  },
  'store-unavailable': {
    summary: '部署的某个部分没有响应，或不允许使用：表、归档、密钥库或密钥。需要它的消息会等待并重试。',
    cause:
      '故障或限流；权限被收回（`AccessDenied`）；KMS 密钥被停用或删除；表或存储桶不存在。详情写明是哪个部分和它的错误。',
    fix: '故障期间不用处理。否则恢复详情写明的部分：权限随下一次部署恢复，停用的密钥用 `aws kms enable-key`。等待的消息会自动继续；死信可以重投。',
  },
  fault: {
    summary: '我们自己的代码在这个事件上出错；它会等待并重试。',
    cause: '缺陷；见详情。',
    fix: '报告日志中的这一行。修复之后事件会自动投递，也可以重投。',
  },
  'erase-refused': {
    summary: 'CDP 拒绝删除一个必须删除的客户；此人的后续事件暂缓。',
    cause: '密钥缺少权限，或租户保护这些数据。',
    fix: '查看事件记录中 CDP 的消息（`npx guiyi why`），消除原因；事件会自动重试。',
  },
  'identity-type-not-configured': {
    summary: '事件的身份类型在租户里都没有代码。',
    cause: 'guiyi.config.ts 的 `cdp.identityTypes` 缺少该身份类型。',
    fix: '加上该身份类型，代码取自租户的设置页面，然后重投。',
  },
  'already-done': {
    summary: '已忽略：这个事件已经投递过。',
    cause: '平台又发了一次。',
    fix: '不用处理。',
  },
  'cdp-unavailable': {
    summary: 'CDP 没有正常响应；事件等待并重试。',
    cause: '故障、超时、限流，或中间的网关。',
    fix: '故障期间不用处理；关注最早消息时长的告警。',
  },
  'cdp-refused': {
    summary: 'CDP 明确拒绝了调用。',
    cause: '租户不接受的数据或配置；见它的消息。',
    fix: '改正配置或租户的设置，然后重投消息。',
  },
  'cdp-undecided': {
    summary: 'CDP 返回 -1，可能是暂时的，也可能不是；事件等待并重试。',
    cause: '接口的所有错误都是同一个代码。',
    fix: '看它的消息；如果不可能成功，在 `cdp.messages.permanent` 中加一条规则。',
  },
  'cdp-credentials': {
    summary: '用配置的密钥，CDP 不给 token，或密钥无法读取。',
    cause: '密钥错误或过期，取 token 的地址错误，或密钥库没有响应。',
    fix: '检查密钥 `cdp` 和 guiyi.config.ts 中的 `cdp.token`。',
  },
  'ledger-conflict': {
    summary: '投递的另一次运行先写入了同一台账条目；事件会重试。',
    cause: '两次运行处理了同一个客户。',
    fix: '不用处理；如果持续，请确认队列的可见性超时大于函数的超时。',
  },
};
