/** Words of which invented people are made. */

export const surnames: readonly string[] = '林 周 许 沈 韩 冯 邓 曹 彭 曾 萧 田 董 袁 潘 于 蒋 蔡 余 杜'.split(' ');

export const givenNames: readonly string[] = [
  '晓岚 子墨 雨桐 思远 若溪 浩然 静怡 明轩 雪莹 嘉树 安然 知行',
  '语嫣 承宇 清扬 予安 文博 书瑶 景行 云舒 亦凡 乐瑶 星河 南乔',
].flatMap((line) => line.split(' '));

export const cities: readonly string[] = [
  '上海 北京 广州 深圳 成都 重庆 武汉 西安 长沙 南京 苏州 无锡 宁波 温州 厦门 福州',
  '青岛 济南 大连 沈阳 长春 合肥 昆明 贵阳 南宁 海口 兰州 太原 洛阳 郑州 徐州 常州',
  '绍兴 嘉兴 金华 台州 泉州 佛山 东莞 珠海 中山 惠州 桂林 大理 丽江 银川 西宁 烟台',
].flatMap((line) => line.split(' '));

export const latinFirstNames = ['Dana', 'Miles', 'Nora', 'Felix', 'Greta', 'Jonas', 'Priya', 'Oscar', 'Ines'] as const;
export const latinLastNames = ['Reed', 'Holt', 'Brandt', 'Lange', 'Sutter', 'Pope', 'Quill', 'Marsh', 'Doyle'] as const;

export const mailDomains = ['letters.example', 'post.example', 'inbox.example', 'mailbox.example'] as const;
