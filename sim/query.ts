import type { Reply } from './perform.ts';
import type { Request } from './received.ts';

/**
 * The refusal of a call in AWS's Query protocol, in the shape that its clients read; undefined for other calls. The
 * simulator has none of the services that speak it, and so no stacks either (CloudFormation API, `DescribeStacks`).
 */
export function refuseQuery({ target, body }: Request): Reply | undefined {
  const fields = new URLSearchParams(target === undefined ? body : '');
  const action = plain(fields.get('Action'));
  if (action === '') return undefined;
  return action === 'DescribeStacks'
    ? failure('ValidationError', `Stack with id ${plain(fields.get('StackName'))} does not exist`)
    : failure('InvalidAction', `The simulator does not support the operation ${action}`);
}

function failure(code: string, message: string): Reply {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const raw = `<ErrorResponse>${error}</ErrorResponse>`;
  return { status: 400, type: 'text/xml', raw, error: code };
}

/** What needs no escaping in XML. */
function plain(text: string | null): string {
  return (text ?? '').replaceAll(/[^\w.:/-]/g, '').slice(0, 200);
}
