import * as z from 'zod';
import schema from '../../lib/core/message/message.schema.json' with { type: 'json' };
import { table } from './table.ts';

const OUTCOMES = ['SUCCEEDED', 'FAILED', 'LATE'] as const;

interface Field {
  readonly required?: readonly string[] | undefined;
  readonly not?: { readonly required: readonly string[] } | undefined;
  readonly $ref?: string | undefined;
  readonly title?: string | undefined;
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly properties?: Readonly<Record<string, Field>> | undefined;
}

const Field: z.ZodType<Field> = z.lazy(() =>
  z.object({
    required: z.array(z.string()).optional(),
    not: z.object({ required: z.array(z.string()) }).optional(),
    $ref: z.string().optional(),
    title: z.string().optional(),
    type: z.string().optional(),
    description: z.string().optional(),
    properties: z.record(z.string(), Field).optional(),
  }),
);
/** The condition under which the schema asks more: that a message has one outcome. */
const Condition = z.object({ properties: z.object({ outcome: z.object({ const: z.string() }) }) });
const Definitions = z.record(z.string(), Field).parse(schema.definitions);

/** The fields of a message as its JSON Schema has them, and in which messages they are. */
export function fields(): string {
  const rows = Object.entries(Field.parse(schema).properties ?? {})
    .flatMap(([name, field]) => [...walk(name, field)])
    .map(([path, field]) => [
      `\`${path}\``,
      field.title ?? field.type ?? '',
      ...OUTCOMES.map((outcome) => howOften(path.split('.'), demandsOn(outcome))),
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

/** What the schema asks of messages with one outcome. */
function demandsOn(outcome: string): Field[] {
  const own = schema.allOf.filter(
    (each) => Condition.safeParse(each.if).data?.properties.outcome.const === outcome,
  );
  return [schema, ...own.map((each) => each.then)].map((each) => Field.parse(each));
}

/** Whether every demand that bears on a field, and on what it is in, makes it required or forbids it. */
function howOften([name, ...rest]: readonly string[], demands: readonly Field[]): string {
  if (name === undefined) return 'yes';
  if (demands.some(({ not }) => not?.required.includes(name))) return '–';
  const within = howOften(
    rest,
    demands.flatMap(({ properties }) => properties?.[name] ?? []),
  );
  const isRequired = demands.some(({ required }) => required?.includes(name));
  return isRequired || within === '–' ? within : 'may';
}
