import type { ServiceName } from './services/services.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How each service says no. */
export function denialAnswer(service: ServiceName, message: string): Answer {
  if (service === 's3') {
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${escaped(message)}</Message></Error>`;
    return { status: 403, headers: { 'content-type': 'application/xml' }, body };
  }
  const version = service === 'secretsmanager' ? '1.1' : '1.0';
  return {
    status: service === 'sqs' ? 403 : 400,
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      // SQS keeps the codes of its older protocol.
      ...(service === 'sqs' && { 'x-amzn-query-error': 'AccessDenied;Sender' }),
    },
    body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', Message: message, message }),
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
