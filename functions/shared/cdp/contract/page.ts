import type * as z from 'zod/mini';
import { namedField, required } from './field.ts';
import { extendAttrList, profile } from './profile.ts';
import { int32, listField, objectField, pageNumber } from './vocabulary.ts';

/** The query fields of every list that comes in pages. */
export const paging = {
  current: required(pageNumber, 'Number of the page, from 1.'),
  size: required(pageNumber, 'Records on a page; the documents name no limit.', 'Q26'),
};

export function page<S extends z.ZodMiniType>(record: S) {
  return objectField({
    current: required(int32, 'Number of this page.'),
    size: required(int32, 'Records on a page.'),
    total: required(int32, 'Records on all pages.'),
    records: required(listField(record), 'The records of this page.'),
  });
}

/** A customer in a list: no id, no name, no mobile and no identities. */
export const customerPageField = page(namedField('CustomerRecord', objectField({ ...profile, extendAttrList })));
