/* The table of message fields in docs, from the JSON Schema. */

import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { messageSchema } from '../../lib/core/message/message-schema.ts';
import { table } from './table.ts';

type Presence = 'yes' | 'may' | '–';

/** A field of one shape of message. */
interface Field {
  readonly path: string;
  readonly presence: Presence;
  readonly type: string;
  readonly meaning: string | undefined;
}

interface Shape {
  readonly outcome: string;
  readonly fields: readonly Field[];
}

/** The fields of a message as its schema has them, and in which messages they are. */
export function fields(): string {
  const shapes = shapesOf(toJsonSchema(messageSchema));
  const byOutcome = Map.groupBy(shapes, ({ outcome }) => outcome);
  const byPath = Map.groupBy(
    shapes.flatMap((shape) => shape.fields),
    ({ path }) => path,
  );
  const rows = [...byPath].map(([path, places]) => [
    `\`${path}\``,
    places.find(({ presence }) => presence !== '–')?.type ?? '',
    ...[...byOutcome.values()].map((same) => presenceIn(same, path)),
    [...new Set(places.flatMap(({ meaning }) => meaning ?? []))].join(' '),
  ]);
  const outcomes = [...byOutcome.keys()].map((outcome) => `\`${outcome}\``);
  return table(['field', 'type', ...outcomes, 'meaning'], rows);
}

function shapesOf(schema: JsonSchema): Shape[] {
  return (schema.oneOf ?? []).flatMap((shape) => {
    if (typeof shape === 'boolean') return [];
    const { outcome } = shape.properties ?? {};
    return typeof outcome === 'object'
      ? [{ outcome: String(outcome.const), fields: [...walk(shape)] }]
      : [];
  });
}

function* walk(schema: JsonSchema, within = '', parent: Presence = 'yes'): Generator<Field> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (typeof field === 'boolean') continue;
    const inParent = schema.required?.includes(name) ? parent : 'may';
    const presence = field.not ? '–' : inParent;
    const path = `${within}${name}`;
    const type = String(field.title ?? field.type ?? typeof field.const);
    yield { path, presence, type, meaning: field.description };
    yield* walk(field, `${path}.`, presence);
  }
}

/** An outcome may have several shapes of message. */
function presenceIn(shapes: readonly Shape[], path: string): Presence {
  const found = shapes.map(
    ({ fields }) => fields.find((field) => field.path === path)?.presence ?? '–',
  );
  const [first = '–', ...others] = new Set(found);
  return others.length > 0 ? 'may' : first;
}
