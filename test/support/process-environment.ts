/* The environment variables of the process that runs the tests. */

/** Keeps the environment variables as they are. @returns sets them to that again */
export function keepEnvironment(): () => void {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
