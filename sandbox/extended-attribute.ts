import { isCalendarDate } from './protocol/time.ts';

/** A declared extended attribute of customers. */
export interface ExtendedAttributeDefinition {
  readonly key: string;
  /** The name shown to people; the key when left out. */
  readonly label?: string;
  readonly type: 'string' | 'integer' | 'decimal' | 'date';
}

const VALUE: Record<ExtendedAttributeDefinition['type'], (value: string) => boolean> = {
  string: () => true,
  integer: (value) => /^-?\d{1,18}$/.test(value),
  decimal: (value) => /^-?\d{1,18}(\.\d{1,18})?$/.test(value),
  date: isCalendarDate,
};

/** Whether a text is a value of the attribute's declared type. The empty text always is: no value. */
export function fitsExtendedAttribute({ type }: ExtendedAttributeDefinition, value: string): boolean {
  return value === '' || VALUE[type](value);
}
