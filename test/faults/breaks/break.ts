import type { Property } from '../properties/property.ts';

/** A change of one source file. */
export interface Edit {
  readonly file: string;
  /** Occurs once in the file. */
  readonly from: string;
  readonly to: string;
}

/** A way of breaking the product on purpose. */
export interface Break {
  readonly what: string;
  /** The property that is to notice. */
  readonly breaks: Property;
  readonly edits: readonly Edit[];
}

/** A break in a line or two: each edit is a file, what stands in it, and what is to stand there. */
export function broken(
  what: string,
  breaks: Property,
  ...edits: readonly (readonly [file: string, from: string, to: string])[]
): Break {
  return { what, breaks, edits: edits.map(([file, from, to]) => ({ file, from, to })) };
}
