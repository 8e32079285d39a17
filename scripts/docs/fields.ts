import * as z from 'zod';
import schema from '../../lib/core/message.schema.json' with { type: 'json' };
import { everyMessage } from '../../test/messages/told.ts';
import { table } from './table.ts';

const OUTCOMES = ['SUCCEEDED', 'FAILED', 'LATE'] as const;

interface Field {
  readonly $ref?: string | undefined;
  readonly title?: string | undefined;
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly properties?: Readonly<Record<string, Field>> | undefined;
}

const Field: z.ZodType<Field> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    title: z.string().optional(),
    type: z.string().optional(),
    description: z.string().optional(),
    properties: z.record(z.string(), Field).optional(),
  }),
);
const Definitions = z.record(z.string(), Field).parse(schema.definitions);

/** The fields of a message as its JSON Schema has them, and in which messages they are. */
export async function fields(): Promise<string> {
  const messages = (await everyMessage()).map(({ message }) => message);
  const rows = Object.entries(Field.parse(schema).properties ?? {})
    .flatMap(([name, field]) => [...walk(name, field)])
    .map(([path, field]) => [
      `\`${path}\``,
      field.title ?? field.type ?? '',
      ...OUTCOMES.map((outcome) =>
        howOften(
          path,
          messages.filter((message) => message.outcome === outcome),
        ),
      ),
      field.description ?? '',
    ]);
  const outcomes = OUTCOMES.map((outcome) => `\`${outcome}\``);
  return table(['field', 'type', ...outcomes, 'meaning'], rows);
}

function* walk(path: string, field: Field): Generator<[path: string, field: Field]> {
  const defined = Definitions[field.$ref?.replace('#/definitions/', '') ?? ''];
  const description = [field.description, defined?.description].filter(Boolean).join(' ');
  yield [path, { ...defined, ...field, description }];
  for (const [name, part] of Object.entries(field.properties ?? {}))
    yield* walk(`${path}.${name}`, part);
}

function howOften(path: string, messages: readonly object[]): string {
  const having = messages.filter((message) => valueAt(message, path) !== undefined).length;
  if (having === 0) return '–';
  return having === messages.length ? 'yes' : 'may';
}

function valueAt(message: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined,
      message,
    );
}
