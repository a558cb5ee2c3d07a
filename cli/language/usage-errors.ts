/** What commander says about arguments that it cannot take, by the English beginning; the rest stays. */
const heads: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^error: unknown option '(.+?)'/, '错误：没有选项 $1'],
  [/^error: unknown command '(.+?)'/, '错误：没有命令 $1'],
  [/^error: missing required argument '(.+?)'/, '错误：缺少参数 <$1>'],
  [/^error: option '(.+?)' argument missing/, '错误：选项 $1 缺少值'],
  [/^error: required option '(.+?)' not specified/, '错误：必须给出选项 $1'],
  [
    /^error: too many arguments(?: for '(.+?)')?\. Expected (\d+) arguments? but got (\d+): (.*)\.\n/,
    '错误：参数太多，应有 $2 个，实有 $3 个：$4\n',
  ],
  [/^error: option '(.+?)' argument '(.*?)' is invalid\. /, '错误：选项 $1 的值 $2 无效。'],
  [/^error: command-argument value '(.*?)' is invalid for argument '(.+?)'\. /, '错误：参数 $2 的值 $1 无效。'],
];

const tails: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/\(Did you mean one of (.+?)\?\)/, '（是不是 $1 中的一个？）'],
  [/\(Did you mean (.+?)\?\)/, '（是不是 $1？）'],
  [/Allowed choices are (.+?)\.\n/, '可选：$1。\n'],
  [/takes a number from (\d+) to (\d+)\.\n/, '应为 $1 到 $2 的数字。\n'],
  [/takes an address that begins with http:\/\/ or https:\/\/\.\n/, '应为以 http:// 或 https:// 开头的地址。\n'],
  [/takes a number from (\d+)\.\n/, '应为从 $1 起的整数。\n'],
];

/** A message of commander in Chinese; what is not known here stays as it is. */
export function usageErrorInChinese(message: string): string {
  let text = message;
  for (const [english, chinese] of [...heads, ...tails]) text = text.replace(english, chinese);
  return text;
}
