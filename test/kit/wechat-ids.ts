/** An openid or unionid of somebody invented, as long as WeChat’s are: 28 characters. @param name begins with `o` */
export const openId = (name: string): string => name.padEnd(28, '0');

/** An external id of somebody invented, as long as WeCom’s are: 32 characters. @param name begins with `wm` or `wo` */
export const externalUserId = (name: string): string => name.padEnd(32, '0');
