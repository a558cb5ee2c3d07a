import * as z from 'zod/mini';
import * as field from '../protocol/fields.ts';
import { success } from '../protocol/message.ts';
import { refuse } from '../refusal.ts';
import { setExtendedAttribute, setSystemAttribute } from './attribute-value.ts';
import { resolvedIdHeader } from './customer-lookup.ts';
import { bodyEndpoint } from './endpoint.ts';

/** C8. Q11: the only way to set `name`. Q29: the empty value clears. */
export const updateAttributeEndpoint = bodyEndpoint(
  z.object({
    customerId: field.id,
    attrName: field.nonEmptyText,
    attrValue: field.text,
    isExtendAttr: z.boolean(field.must('true or false')),
  }),
  ({ store, extendedAttributes }, { customerId, attrName, attrValue, isExtendAttr }) =>
    store.transact(() => {
      const located = store.customers.locate(customerId);
      if (located.kind === 'absent') return refuse('E_CUSTOMER_NOT_FOUND', 'customerId is not a customer');
      const fields = store.customers.fields(located.id);
      const written = isExtendAttr
        ? setExtendedAttribute(fields, extendedAttributes, attrName, attrValue)
        : setSystemAttribute(fields, attrName, attrValue);
      if (!written.ok) return written;
      store.customers.writeFields(located.id, JSON.stringify(written.fields));
      return success(null, resolvedIdHeader(located));
    }),
);
