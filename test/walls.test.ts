import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** What a module takes from where, as far as it is there at run time or only a type. */
interface Import {
  readonly from: string;
  readonly names: readonly string[];
  readonly isType: boolean;
}

const FOLDERS = ['lib', 'handlers', 'cli', 'sim', 'demo', 'bench'];
const FILES = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.ts`)).map((path) =>
  path.replaceAll('\\', '/'),
);

/** The imports of a module; those of our own modules by their path in the repository. */
function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8');
  const clause = /^(?:import|export) (type )?(?:\{([^}]*)\}|[\w*, ]+)? ?(?:from )?'([^']+)'/gm;
  const loaded = [...text.matchAll(/(?:const \{([^}]*)\} = )?await import\(\s*'([^']+)'/g)].map(
    ([, names, from]) => ['', undefined, names, from],
  );
  return [...text.matchAll(clause), ...loaded].map(([, type, names = '', from = '']) => {
    const each = names.split(',').map((name) => name.trim());
    return {
      from: from.startsWith('.') ? normalize(join(dirname(path), from)) : from,
      names: each.map((name) => name.replace(/^type /, '')).filter(Boolean),
      isType: Boolean(type) || each.filter(Boolean).every((name) => name.startsWith('type ')),
    };
  });
}

const IMPORTS = new Map(FILES.map((path) => [path, importsOf(path)]));

/** Imports of these modules that break a wall, as `module: what it imports`. */
function breaches(
  inside: (path: string) => boolean,
  isForbidden: (each: Import, path: string) => boolean,
): string[] {
  return [...IMPORTS]
    .filter(([path]) => inside(path))
    .flatMap(([path, imports]) =>
      imports
        .filter((each) => isForbidden(each, path))
        .map(({ from, names }) => `${path}: ${from} (${names.join(', ')})`),
    );
}

/** All modules that run when this one does. */
function reachedFrom(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { from, isType } of IMPORTS.get(path) ?? []) if (!isType) reachedFrom(from, seen);
  return seen;
}

const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const isOwn = (from: string) => FOLDERS.some((folder) => isIn(folder)(from));

describe('the walls between the modules stand:', () => {
  test('the core imports nothing outside the core but what computes', () => {
    const pure = ['node:crypto', 'valibot', 'fastest-levenshtein'];
    const outside = ({ from }: Import) => !from.startsWith('lib/core/') && !pure.includes(from);
    expect(breaches(isIn('lib/core'), outside)).toEqual([]);
  });

  test('only lib/aws sends commands of the SDK', () => {
    const sends = ({ from, names }: Import) =>
      from.startsWith('@aws-sdk/') && names.some((name) => /Command$|^paginate/.test(name));
    const elsewhere = (path: string) =>
      (isIn('lib')(path) || isIn('handlers')(path)) && !isIn('lib/aws')(path);
    expect(breaches(elsewhere, sends)).toEqual([]);
  });

  test('only the handler knows middy, and the bench that measures it', () => {
    const isMiddy = ({ from }: Import) => from.startsWith('@middy/');
    expect(breaches((path) => !isIn('handlers')(path) && !isIn('bench')(path), isMiddy)).toEqual(
      [],
    );
  });

  test('a plan reaches no command that writes', () => {
    const writing = ['lib/aws/appstream/write.ts', 'lib/aws/sns.ts', 'lib/aws/eventbridge.ts'];
    for (const plan of [
      'lib/run/plan.ts',
      'lib/run/plan-retention.ts',
      'lib/run/plan-rollout.ts',
    ]) {
      const reached = reachedFrom(plan);
      expect(writing.filter((path) => reached.has(path))).toEqual([]);
      expect(reached).toContain('lib/aws/appstream/read.ts');
    }
  });

  test('the product imports nothing of the command line, the simulator, the bench or the tests', () => {
    const outside = ({ from }: Import) => /^(cli|sim|demo|bench|test|scripts)\//.test(from);
    expect(breaches((path) => isIn('lib')(path) || isIn('handlers')(path), outside)).toEqual([]);
  });

  test('the simulator knows the messages of the product; only its harness runs the product', () => {
    const simulator = (path: string) => isIn('sim')(path) && !isIn('sim/harness')(path);
    const product = ({ from }: Import) =>
      /^(lib|handlers|cli)\//.test(from) && !from.startsWith('lib/core/message/');
    expect(breaches(simulator, product)).toEqual([]);
    expect(breaches(simulator, ({ from }) => from.startsWith('sim/harness/'))).toEqual([]);
  });

  test('the command line does not import the simulator, and nothing imports the demo, tests or scripts', () => {
    expect(breaches(isIn('cli'), ({ from }) => /^(sim|bench)\//.test(from))).toEqual([]);
    expect(breaches(isIn('sim'), ({ from }) => isIn('cli')(from))).toEqual([]);
    const notDemo = (path: string) => !isIn('demo')(path);
    expect(breaches(notDemo, ({ from }) => isIn('demo')(from))).toEqual([]);
    expect(
      breaches(
        () => true,
        ({ from }) => /^(test|scripts)\//.test(from),
      ),
    ).toEqual([]);
  });

  test('no modules of the product import each other in a circle', () => {
    const circles = FILES.filter(isIn('lib')).filter((path) =>
      (IMPORTS.get(path) ?? []).some(
        ({ from, isType }) => !isType && isOwn(from) && reachedFrom(from).has(path),
      ),
    );
    expect(circles).toEqual([]);
  });
});

test('every import was read: each module of the product but the leaves has some', () => {
  const count = [...IMPORTS.values()].reduce((sum, imports) => sum + imports.length, 0);
  expect(FILES.length).toBeGreaterThan(150);
  expect(count).toBeGreaterThan(FILES.length);
});

test('every module opens with one line that says what it is for', () => {
  const others = ['scripts', 'test/support'].flatMap((folder) => globSync(`${folder}/**/*.ts`));
  const opens = (path: string) => readFileSync(path, 'utf8').startsWith('/* ');
  expect([...FILES, ...others].filter((path) => !opens(path))).toEqual([]);
});
