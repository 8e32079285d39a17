/* The functions of Jest, which its runner leaves in the global object. */

export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } =
  globalThis;
