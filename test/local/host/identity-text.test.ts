import { expect, test } from 'vitest';
import { journalQueries } from '../../../local/host/identity-text.ts';
import { readIdentityText } from '../../../operations/identity-text.ts';
import { demoConfig } from '../../kit/demo.ts';

const config = demoConfig();

test.each([
  ['mobile:15931000001', { kind: 'mobile', scope: '', value: '15931000001' }],
  ['mobile:+86 159 3100 0001', { kind: 'mobile', scope: '', value: '15931000001' }],
  ['email:Lan@Shop.test', { kind: 'email', scope: '', value: 'lan@shop.test' }],
  ['wechat-openid:wx1:oAbc', { kind: 'wechat-openid', scope: 'wx1', value: 'oAbc' }],
  ['member-no:M-1', { kind: 'member-no', scope: '', value: 'M-1' }],
  ['15931000001', undefined],
  ['shoe-size:42', undefined],
  ['mobile:', undefined],
])('%s is read as %j', (text, identity) => {
  expect(readIdentityText(text, config)).toEqual(identity);
});

test.each([
  ['+8615931000001', { key: '15931000001' }],
  ['wx1:oAbc', { scope: 'wx1', key: 'oAbc' }],
  ['wechat-openid:oAbc', { kind: 'wechat-openid', key: 'oAbc' }],
  ['wechat-openid:wx1:oAbc', { kind: 'wechat-openid', scope: 'wx1', key: 'oAbc' }],
  ['mobile:138****5678', { kind: 'mobile', key: '138****5678' }],
])('%s looks for %j among others', (text, query) => {
  expect(journalQueries(text, config)).toContainEqual(query);
});
