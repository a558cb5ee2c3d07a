import { rawInteger } from '../../functions/shared/json/lossless.ts';
import { success } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import { attributeValue, setExtendedAttribute, setSystemAttribute, type AttributeValue } from './attribute-value.ts';
import { locateCustomer, nobody } from './customer-id.ts';
import { documentedEndpoint } from './endpoint.ts';

/** C8. Q11: the only way to set `name`. Q29: the empty value clears. */
export const updateAttributeEndpoint = documentedEndpoint(
  'updateCustomerAttr',
  (tenant, { customerId, attrName, attrValue, isExtendAttr }) => {
    const { store } = tenant;
    return store.transact(() => {
      const located = locateCustomer(tenant, customerId);
      if (!located.ok) return located;
      const fields = store.customers.fields(located.id);
      const written = isExtendAttr
        ? setExtendedAttribute(fields, store.attributes, attrName, attrValue)
        : setSystemAttribute(fields, attrName, attrValue);
      if (!written.ok) return written;
      store.customers.writeFields(located.id, written.fields);
      return success(null, located.headers);
    });
  },
);

/** C9. Q28: a list of one. */
export const attributeValuesEndpoint = documentedEndpoint(
  'queryAttrValuesByCustomerId',
  (tenant, { customerId, attrKeyList }) => {
    const { store, switches } = tenant;
    const located = locateCustomer(tenant, customerId);
    if (!located.ok) return nobody(tenant, located);
    const fields = store.customers.fields(located.id);
    const attrList: AttributeValue[] = [];
    for (const [index, key] of attrKeyList.entries()) {
      const value = attributeValue(fields, store.attributes, key);
      if (value === undefined) return decline('E_ATTRIBUTE_UNKNOWN', `attrKeyList[${index}] names no attribute`);
      attrList.push(value);
    }
    const data = { customerId: rawInteger(located.id), attrList };
    return success(switches.attributeValues === 'list' ? [data] : data, located.headers);
  },
);
