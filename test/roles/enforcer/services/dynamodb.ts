import { NotUnderstood } from '../not-understood.ts';
import type { Permission } from '../judge.ts';
import { type Call, isRecord, jsonOf, operationOf, textIn } from '../signed-call.ts';
import { type Account, arnIn } from './account.ts';

const onOneTable = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem']);
/** They may read an index of the table, and are judged by it. */
const onTableOrIndex = new Set(['Query', 'Scan']);
/** A transaction has no action of its own: each part of it is judged as if it came alone. */
const ofTransactions: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

export function dynamodbPermissions(call: Call, account: Account): Permission[] {
  const operation = operationOf(call);
  const body = jsonOf(call);
  const on = (name: string, table: string): Permission => ({
    action: `dynamodb:${name}`,
    resource: arnIn(account, 'dynamodb', `table/${table}`),
  });
  if (onOneTable.has(operation)) {
    const leading = leadingKeyIn(body['Key'] ?? body['Item']);
    const context = leading === undefined ? {} : { context: { 'dynamodb:LeadingKeys': leading } };
    return [{ ...on(operation, textIn(body, 'TableName')), ...context }];
  }
  if (onTableOrIndex.has(operation)) {
    const index = body['IndexName'] === undefined ? '' : `/index/${textIn(body, 'IndexName')}`;
    return [on(operation, textIn(body, 'TableName') + index)];
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    const tables = isRecord(body['RequestItems']) ? Object.keys(body['RequestItems']) : [];
    return tables.map((table) => on(operation, table));
  }
  if (operation === 'TransactGetItems' || operation === 'TransactWriteItems') {
    const items: readonly unknown[] = Array.isArray(body['TransactItems']) ? body['TransactItems'] : [];
    return items
      .flatMap((item) => Object.entries(isRecord(item) ? item : {}))
      .map(([part, request]) => {
        const name = ofTransactions[part];
        if (name === undefined) throw new NotUnderstood(`the part ${part} of a transaction of DynamoDB`);
        return on(name, textIn(request, 'TableName'));
      });
  }
  throw new NotUnderstood(`the operation ${operation} of DynamoDB`);
}

/** The partition of an item, by the names that the tables of a stage have for it. */
function leadingKeyIn(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined;
  const partition = item['pk'] ?? item['key'];
  return isRecord(partition) && typeof partition['S'] === 'string' ? partition['S'] : undefined;
}
