/* The type of a value that is only read. */

/** A type with nothing in it to assign to. */
export type ReadOnly<T> = T extends object ? { readonly [Key in keyof T]: ReadOnly<T[Key]> } : T;
