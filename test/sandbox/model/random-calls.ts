import type { EndpointName } from '../../../functions/shared/cdp/contract.ts';
import { formatShanghaiTime } from '../../../sandbox/protocol/time.ts';
import * as customers from './customers.ts';
import * as groups from './groups.ts';
import type { Random } from './random.ts';
import { identities } from './small-world.ts';
import { upsert, type Upsert } from './upsert.ts';
import { refused, typeOf, type Expected, type Fields, type Ref, type World } from './world.ts';

/** A call, with names for ids, and what must come of it. */
export interface Call {
  readonly to: EndpointName | `/sandbox/${string}`;
  readonly input: Readonly<Record<string, unknown>>;
  readonly after: World;
  readonly expected: Expected;
  /** Of createCustomerByIdentity, once its fields were read. */
  readonly upsert?: Upsert;
}

type Outcome = { readonly after: World; readonly expected: Expected };

const PLACEHOLDER = 'mobile:00000000000';
const UNKNOWN_TYPE = 'passport:P1';
const NEVER = '@c0';

/** Makes one random call at a time out of what there is in the world, and a little of what there is not. */
export class RandomCalls {
  readonly #random: Random;
  readonly #makers: readonly { readonly weight: number; readonly make: (world: World) => Call }[];

  constructor(random: Random) {
    this.#random = random;
    this.#makers = [
      { weight: 40, make: (world) => this.#create(world) },
      { weight: 5, make: (world) => this.#add(world) },
      { weight: 4, make: (world) => this.#info(world) },
      { weight: 7, make: (world) => this.#lookUp(world) },
      { weight: 4, make: (world) => this.#delete(world) },
      { weight: 5, make: (world) => this.#query(world) },
      { weight: 7, make: (world) => this.#setAttribute(world) },
      { weight: 3, make: (world) => this.#attributes(world) },
      { weight: 4, make: (world) => this.#addGroup(world) },
      { weight: 2, make: (world) => this.#deleteGroup(world) },
      { weight: 3, make: (world) => this.#updateGroup(world) },
      { weight: 4, make: (world) => this.#queryGroups(world) },
      { weight: 4, make: (world) => this.#addFolder(world) },
      { weight: 2, make: (world) => this.#deleteFolder(world) },
      { weight: 2, make: (world) => this.#renameFolder(world) },
      { weight: 3, make: (world) => this.#tree(world) },
      { weight: 10, make: (world) => this.#changeGroups(world) },
      { weight: 3, make: (world) => this.#pageOfGroup(world) },
      { weight: 3, make: (world) => this.#groupsOf(world) },
      { weight: 5, make: (world) => this.#undo(world) },
      { weight: 3, make: (world) => this.#smartGroup(world) },
      { weight: 0.5, make: (world) => call('/sandbox/purge', {}, customers.purge(world)) },
    ];
  }

  /** The first calls of a world: customers of one identity each, whom later calls may merge, and some groups. */
  first(world: World, step: number): Call {
    return step % 3 === 2 ? this.#addGroup(world) : this.#create(world, 1);
  }

  next(world: World): Call {
    let at = this.#random.next() * this.#makers.reduce((sum, { weight }) => sum + weight, 0);
    for (const { weight, make } of this.#makers) {
      at -= weight;
      if (at < 0) return make(world);
    }
    return this.#create(world);
  }

  #create(world: World, most = 4): Call {
    const random = this.#random;
    const sentList = this.#list(most);
    const priority = random.pick('system', 'custom');
    const strategy = random.pick('identityFirst', 'customerFirst');
    const autoMerge = random.chance(0.6);
    const { body, fields } = this.#fields(world);
    const attribute = random.chance(0.2) ? random.pick('tier', 'club', 'shoe') : undefined;
    const attrValue = random.pick('', 'gold', 'silver');
    if (attribute !== undefined && !(attrValue === '' && world.attributes.includes(attribute)))
      fields[`attributes.${attribute}`] = attrValue;
    const group = random.chance(0.15) ? this.#groupId(world) : undefined;
    const input = {
      ...body,
      identityPriorityStrategy: priority,
      targetCustomerStrategy: strategy,
      autoMerge,
      identityList: customers.pairs(sentList),
      ...(attribute !== undefined && { extendAttrList: [{ attrKey: attribute, attrValue }] }),
      ...(group !== undefined && { groupId: group }),
    };
    const { list, refusal } = normalised(world, [...sentList, ...this.#fieldIdentities(world, body)]);
    if (refusal !== undefined) return call('createCustomerByIdentity', input, same(world, refused(refusal)));
    const wanted: Upsert = { list, priority, strategy, autoMerge, fields, group };
    return { ...call('createCustomerByIdentity', input, upsert(world, wanted)), upsert: wanted };
  }

  #list(most = 4): string[] {
    const list = new Set<string>();
    const count = 1 + this.#random.below(most);
    while (list.size < count) list.add(this.#random.of(identities) ?? '');
    if (this.#random.chance(0.03)) list.add(UNKNOWN_TYPE);
    if (this.#random.chance(0.02)) list.add(PLACEHOLDER);
    return [...list];
  }

  /** The profile of a request, and the fields that the sandbox is to take from it. */
  #fields(world: World): { body: Record<string, unknown>; fields: Record<string, string | number> } {
    const random = this.#random;
    const { contactFields, createTakesName } = world.switches;
    const body: Record<string, string | number> = {
      email: random.pick('', '', 'lan@mail.test', 'mei@mail.test'),
      emailVerified: random.below(2),
      gender: random.below(3),
      nickName: random.pick('', 'Lan', 'Mei 100%', '小雨', '下雨天'),
      city: random.pick('', '昆明', '大理'),
      source: random.pick('', 'taobao', 'wechat'),
    };
    if (contactFields === 'optional' && random.chance(0.3)) delete body['email'];
    if (contactFields === 'optional' && random.chance(0.3)) delete body['gender'];
    if (random.chance(0.1)) body['unionId'] = random.pick('u1', 'u2', 'u3');
    if (random.chance(0.1)) body['openId'] = random.pick('a', 'b');
    if (random.chance(0.5)) body['appId'] = 'wx1';
    const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [`profile.${name}`, value]));
    const names = {
      name: random.pick('', '林晓岚', 'Mei'),
      mobile: random.pick('', '15931000001'),
      mobileVerified: random.below(2),
    };
    if (random.chance(0.3)) {
      Object.assign(body, names);
      if (createTakesName) Object.assign(fields, names);
    }
    return { body, fields };
  }

  /** Q17 */
  #fieldIdentities(world: World, { appId, openId, unionId }: Readonly<Record<string, unknown>>): readonly string[] {
    if (!world.switches.fieldsCreateIdentities) return [];
    return [
      ...(typeof openId === 'string' ? [`wechat:${typeof appId === 'string' ? 'wx1:' : ''}${openId}`] : []),
      ...(typeof unionId === 'string' ? [`wechat-unionid:${unionId}`] : []),
    ];
  }

  #add(world: World): Call {
    const random = this.#random;
    const mobile = random.pick('15931000001', '15931000002', '15931000003', '15931000003', '00000000000');
    const profile = {
      email: random.pick('', 'lan@mail.test'),
      emailVerified: random.below(2),
      gender: random.below(3),
    };
    const sent = { name: random.pick('', '林晓岚', '王小明'), mobile, mobileVerified: random.below(2) };
    const group = random.chance(0.2) ? this.#groupId(world) : undefined;
    const input = { ...profile, ...sent, city: '大理', ...(group !== undefined && { groupId: group }) };
    const identity = `mobile:${mobile}`;
    const { refusal } = normalised(world, [identity]);
    if (refusal !== undefined) return call('customerAdd', input, same(world, refused(refusal)));
    if (world.switches.addExistingMobile === 'refuse' && world.owners.has(identity))
      return call('customerAdd', input, same(world, refused('E_CUSTOMER_EXISTS')));
    const prefixed = Object.entries({ ...profile, city: '大理' }).map(([name, value]) => [`profile.${name}`, value]);
    const fields: Fields = { ...sent, ...Object.fromEntries(prefixed) };
    const wanted: Upsert = {
      list: [identity],
      priority: 'system',
      strategy: 'identityFirst',
      autoMerge: false,
      fields,
      group,
    };
    return call('customerAdd', input, upsert(world, wanted));
  }

  #info(world: World): Call {
    const customerId = this.#customerId(world);
    return call('customerInfo', { customerId }, same(world, customers.customerInfo(world, customerId)));
  }

  #lookUp(world: World): Call {
    const [first = ''] = this.#list();
    const list = this.#random.chance(0.5) ? [first] : this.#list();
    const isPair = list.length === 1;
    const forDetails = isPair && this.#random.chance(0.5);
    const [pair = {}] = customers.pairs(list);
    const input = isPair && this.#random.chance(0.5) ? pair : { identityList: customers.pairs(list) };
    const { list: read, refusal } = normalised(world, list);
    const expected =
      refusal === undefined ? customers.byIdentities(world, read, forDetails ? 'details' : 'id') : refused(refusal);
    return forDetails
      ? call('getCustomerIdByCustomerIdentity', pair, same(world, expected))
      : call('getCustomerIdByIdentityList', input, same(world, expected));
  }

  #delete(world: World): Call {
    const customerId = this.#customerId(world);
    return call('singleDelete', { customerId }, customers.singleDelete(world, customerId));
  }

  #query(world: World): Call {
    const random = this.#random;
    const second = (offset: number) => Math.floor((world.now + offset * 1000) / 1000) * 1000;
    const [from, to] = [second(-random.below(40)), second(random.below(3) - random.below(20))];
    const text = random.chance(0.5)
      ? ''
      : random.pick('小雨', '雨', 'lan', '晓岚', '100%', '1593', '000002', 'u1', '昆明');
    const group = random.chance(0.3) ? this.#groupId(world) : undefined;
    const page = { current: 1 + random.below(3), size: 1 + random.below(3) };
    const input = {
      startTime: formatShanghaiTime(from),
      endTime: formatShanghaiTime(to),
      ...page,
      ...(random.chance(0.9) && { searchKey: text }),
      ...(group !== undefined && { groupId: group }),
    };
    const searched = 'searchKey' in input ? text : '';
    const query = { from, to: to + 999, text: searched, group, ...page };
    return call('customerSimpleQuery', input, same(world, customers.customerPage(world, query)));
  }

  #setAttribute(world: World): Call {
    const random = this.#random;
    const customerId = this.#customerId(world);
    const isExtendAttr = random.chance(0.3);
    const attrName = isExtendAttr
      ? random.pick('tier', 'club', 'shoe')
      : random.pick('name', 'name', 'city', 'nickName', 'gender', 'email', 'shoe');
    const attrValue =
      attrName === 'gender' ? random.pick('', '0', '1', '2', '7') : random.pick('', '林晓岚', '小雨', 'x');
    const prefix = isExtendAttr ? 'attributes.' : attrName === 'name' ? '' : 'profile.';
    const outcome = customers.setAttribute(world, customerId, `${prefix}${attrName}`, attrValue);
    return call('updateCustomerAttr', { customerId, attrName, attrValue, isExtendAttr }, outcome);
  }

  #attributes(world: World): Call {
    const customerId = this.#customerId(world);
    const attrKeyList = this.#random.some(['name', 'mobile', 'city', 'gender', 'tier', 'club', 'shoe']);
    const expected = customers.attributeValues(world, customerId, attrKeyList);
    return call('queryAttrValuesByCustomerId', { customerId, attrKeyList }, same(world, expected));
  }

  #addGroup(world: World): Call {
    const folder = this.#random.chance(0.5) ? this.#folderId(world) : undefined;
    const fields = { name: this.#groupName(), description: this.#random.pick('', 'of spring'), folder };
    const { folder: groupId, ...sent } = fields;
    const input = { ...sent, type: 1, ...(groupId !== undefined && { groupId }) };
    return call('addSingleGroup', input, groups.addGroup(world, fields));
  }

  #groupName(): string {
    return this.#random.pick('金牌会员', '会员VIP', 'Tea', 'green tea', '雨季');
  }

  #deleteGroup(world: World): Call {
    const customerGroupId = this.#groupId(world);
    return call('deleteCustomerGroup', { customerGroupId }, groups.deleteGroup(world, customerGroupId));
  }

  #updateGroup(world: World): Call {
    const random = this.#random;
    const customerGroupId = this.#groupId(world);
    const folder = random.chance(0.3) ? this.#folderId(world) : undefined;
    const fields = {
      ...(random.chance(0.5) && { name: this.#groupName() }),
      ...(random.chance(0.5) && { description: random.pick('', 'new') }),
    };
    const isSmart = world.groups.get(customerGroupId)?.smart === true;
    const type = isSmart === random.chance(0.9) ? 2 : 1;
    const input = { customerGroupId, type, ...fields, ...(folder !== undefined && { groupId: folder }) };
    return call('updateCustomerGroup', input, groups.updateGroup(world, customerGroupId, type, { ...fields, folder }));
  }

  #queryGroups(world: World): Call {
    const random = this.#random;
    const text = random.pick('', '', '会员', 'tea', '员金', 'VIP');
    const folder = random.chance(0.4) ? this.#folderId(world) : undefined;
    const page = { current: 1 + random.below(3), size: 1 + random.below(4) };
    const input = { ...page, searchKey: text, ...(folder !== undefined && { groupId: folder }) };
    return call('customerGroupSimpleQuery', input, same(world, groups.queryGroups(world, { text, folder, ...page })));
  }

  #addFolder(world: World): Call {
    const name = this.#random.pick('春', '夏', 'Spring');
    const parent = this.#random.chance(0.6) ? this.#folderId(world) : undefined;
    const input = {
      businessType: 'customer_group',
      name,
      ...(parent !== undefined && { parentCode: `@code:${parent}` }),
    };
    return call('groupAdd', input, groups.addFolder(world, name, parent));
  }

  #deleteFolder(world: World): Call {
    const businessType = this.#random.pick('customer_label', 'customer_group');
    const commonGroupId = this.#folderId(world);
    const { folderDeleteType } = world.switches;
    const isTaken = folderDeleteType === 'both' || folderDeleteType === businessType;
    const outcome = isTaken ? groups.deleteFolder(world, commonGroupId) : same(world, refused('E_FIELD'));
    return call('groupDelete', { businessType, commonGroupId }, outcome);
  }

  #renameFolder(world: World): Call {
    const commonGroupId = this.#folderId(world);
    const name = this.#random.pick('秋', '冬');
    const input = { businessType: 'customer_group', commonGroupId, name };
    return call('groupUpdate', input, groups.renameFolder(world, commonGroupId, name));
  }

  #tree(world: World): Call {
    return call('queryTreeFormList', { businessType: 'customer_group' }, same(world, groups.folderTree(world)));
  }

  #changeGroups(world: World): Call {
    const change = this.#random.pick('join', 'leave', 'replace');
    const to = { join: 'customerAddGroups', leave: 'customerDeleteGroups', replace: 'customerUpdateGroups' } as const;
    const customerId = this.#customerId(world);
    const listed = this.#random.some(statics(world));
    if (this.#random.chance(0.1)) listed.push(this.#groupId(world));
    const outcome = groups.changeGroups(world, customerId, listed, change);
    return call(to[change], { customerId, customerGroupIdList: listed }, outcome);
  }

  #pageOfGroup(world: World): Call {
    const group = this.#groupId(world);
    const page = { current: 1 + this.#random.below(2), size: 1 + this.#random.below(3) };
    const expected = customers.customerPage(world, { from: 0, to: Infinity, text: '', group, ...page });
    return call('getCustomerPageByGroupId', { customerGroupId: group, ...page }, same(world, expected));
  }

  #groupsOf(world: World): Call {
    const customerId = this.#customerId(world);
    const type = this.#random.pick('1', '2');
    return call(
      'getGroupsByCustomerId',
      { customerId, type },
      same(world, groups.groupsOfCustomer(world, customerId, type)),
    );
  }

  #undo(world: World): Call {
    const newest = world.merges.length;
    const sequence = this.#random.chance(0.7)
      ? Math.max(1, newest - this.#random.below(2))
      : 1 + this.#random.below(newest + 1);
    return call('/sandbox/merges/undo', { sequence }, customers.undo(world, sequence));
  }

  #smartGroup(world: World): Call {
    const members = this.#random.some([...world.customers.keys()]);
    const known = [...world.groups].filter(([, { smart }]) => smart).map(([id]) => id);
    const id = this.#random.chance(0.5) ? this.#random.of(known) : undefined;
    const computing = this.#random.chance(0.3);
    if (id !== undefined)
      return call(
        '/sandbox/smart-groups',
        { customerGroupId: id, members, computing },
        groups.recompute(world, id, members, computing),
      );
    const fields = {
      name: this.#groupName(),
      folder: this.#random.chance(0.3) ? this.#random.of([...world.folders.keys()]) : undefined,
    };
    const input = { name: fields.name, members, ...(fields.folder !== undefined && { folderId: fields.folder }) };
    return call('/sandbox/smart-groups', input, groups.addGroup(world, fields, members));
  }

  /** Mostly somebody who lives; else who was merged or deleted, or nobody, or a group. */
  #customerId(world: World): Ref {
    const random = this.#random;
    const live = random.of([...world.customers.keys()]);
    if (live !== undefined && random.chance(0.75)) return live;
    const others = [...world.survivors.keys(), ...world.deleted.keys(), ...world.groups.keys(), NEVER];
    return random.of(others) ?? NEVER;
  }

  /** Mostly a static group; else any group, a folder, or none. */
  #groupId(world: World): Ref {
    const random = this.#random;
    const known = random.of(statics(world));
    if (known !== undefined && random.chance(0.7)) return known;
    return random.of([...world.groups.keys(), ...world.folders.keys(), NEVER]) ?? NEVER;
  }

  #folderId(world: World): Ref {
    const known = this.#random.of([...world.folders.keys()]);
    if (known !== undefined && this.#random.chance(0.85)) return known;
    return this.#random.of([...world.groups.keys(), NEVER]) ?? NEVER;
  }
}

function call(to: Call['to'], input: Call['input'], { after, expected }: Outcome): Call {
  return { to, input, after, expected };
}

const same = (after: World, expected: Expected): Outcome => ({ after, expected });

const statics = (world: World): Ref[] => [...world.groups].filter(([, { smart }]) => !smart).map(([id]) => id);

/** What the sandbox reads out of the pairs, or why it refuses them: the first wrong one decides. */
function normalised(world: World, list: readonly string[]): { list: readonly string[]; refusal: string | undefined } {
  for (const identity of list) {
    if (!world.types.has(typeOf(identity)) && world.switches.unknownIdentityType === 'refuse')
      return { list, refusal: 'E_IDENTITY_TYPE' };
    if (identity === PLACEHOLDER && world.switches.placeholderValues === 'refuse')
      return { list, refusal: 'E_IDENTITY_PLACEHOLDER' };
  }
  return { list: [...new Set(list)], refusal: undefined };
}
