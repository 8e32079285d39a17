import { beforeEach, describe, expect, test } from '@jest/globals';
import { renderPage } from '../../cli/page/page.ts';
import { HOME } from '../support/stage.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();

const image = (name: string, to: string) =>
  stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': to } });

describe('the matrix', () => {
  test('shows every destination of every image, with its state and age', async () => {
    image('cad', 'eu-west-1 ap-southeast-2=cad-apac');
    await stage.look('cad');
    await stage.settle();
    image('office', 'eu-west-1');
    await stage.look('office');
    stage.clock.advance(12);
    image('new', 'eu-central-1');
    const { exit, out } = await stage.cli(['status']);
    expect(exit).toBe(0);
    expect(out).toBe(`IMAGE   ap-southeast-2  eu-central-1  eu-west-1
cad     AVAILABLE       -             AVAILABLE
        12 min ago                    12 min ago
office  -               -             COPYING
                                      for 12 min
new     -               PENDING       -

AWS does not report how much longer a copy will take.
`);
  });

  test('says why something failed, what to do, and how to start it again', async () => {
    stage.sim.world.createImage('eu-west-1', { name: 'cad' });
    image('cad', 'eu-west-1');
    await stage.look('cad');
    const { out } = await stage.cli(['status', 'cad']);
    expect(out).toContain('FAILED cad to eu-west-1: NameTaken\n  eu-west-1 has an image named cad');
    expect(out).toContain('aws appstream delete-image --region eu-west-1 --name cad');
    expect(out).toContain('npx appstream-image-replicator retry cad --region us-east-1\n');
  });

  test('says what is wrong with a rule', async () => {
    image('cad', 'europe eu-west-1');
    const { out } = await stage.cli(['status']);
    expect(out).toContain("'europe' is not a region; write one such as us-east-2");
    expect(out).toContain('rule not valid');
  });

  test('is broken into tables that fit the terminal', async () => {
    const regions = ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'ap-southeast-2'];
    image('a-rather-long-name-of-an-image-that-is-wrapped', regions.join(' '));
    const { out } = await stage.cli(['status'], { columns: 60, tty: true, env: { NO_COLOR: '1' } });
    for (const region of regions) expect(out).toContain(region);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test('counts the images that no rule is about, and says of one that is asked for why', async () => {
    stage.sim.world.createImage(HOME, { name: 'plain' });
    expect((await stage.cli(['status'])).out).toBe(`\
No image in us-east-1 is replicated (none is tagged replicate:to).

Not shown: 1 image not tagged for replication.
`);
    expect((await stage.cli(['status', 'plain'])).out).toContain(
      'plain is not replicated: it has no rule.',
    );
  });

  test('shows no destination in a region that the deployed stack does not allow, and says why', async () => {
    stage.deploy({ AllowedRegions: 'eu-west-1' });
    image('cad', 'eu-west-1 eu-west-2');
    const { out } = await stage.cli(['status']);
    expect(out).toMatch(/^IMAGE +eu-west-1$/m);
    expect(out).toContain('eu-west-2 is not among the regions that the stack allows');
  });

  test("follows the deployed stack's tag prefix, and --tag-prefix before it", async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'copy:to': 'eu-west-1' } });
    stage.deploy({ TagPrefix: 'copy' });
    expect((await stage.cli(['status'])).out).toContain('PENDING');
    expect((await stage.cli(['status', '--tag-prefix', 'replicate'])).out).toContain(
      'none is tagged replicate:to',
    );
  });
});

describe('what is waited for', () => {
  const wrapped = (out: string) => out.replaceAll(/\s+/g, ' ');

  test('is said once for all destinations of an image that wait for the same', async () => {
    stage.sim.world.createImage(HOME, {
      name: 'cad',
      buildMinutes: 30,
      tags: { 'replicate:to': 'eu-west-1 eu-west-2' },
    });
    await stage.look('cad');
    stage.clock.advance(7);
    expect((await stage.cli(['status'])).out).toBe(`IMAGE    eu-west-1    eu-west-2
cad      WAITING      WAITING
PENDING  for 7 min    for 7 min

WAITING SourceNotReady: the source image is PENDING (cad to eu-west-1,
  eu-west-2)
`);
  });

  test.each([
    ['each image once', ['NameTaken', 'NameTaken'], ['cad', 'office']],
    ['none that must be built again', ['NameTaken', 'IncompatibleImageException'], ['cad']],
    [
      'nothing, when all must be built again',
      ['IncompatibleImageException', 'IncompatibleImageException'],
      [],
    ],
  ])('what can be started again: %s', async (_, codes, wanted) => {
    for (const [place, name] of ['cad', 'office'].entries()) {
      if (codes[place] === 'NameTaken') stage.sim.world.createImage('eu-west-1', { name });
      else
        stage.sim.fault({
          operation: 'CopyImage',
          match: (input) => JSON.stringify(input).includes(`"${name}"`),
          effect: { error: 'IncompatibleImageException' },
        });
      image(name, 'eu-west-1');
      await stage.look(name);
    }
    const { out } = await stage.cli(['status']);
    const retries = [...out.matchAll(/ retry (\S+) --region us-east-1$/gm)];
    expect(retries.map(([, name]) => name)).toEqual(wanted);
  });

  test('is one line for all images that wait for the same, and what has failed stands last', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      stage.sim.world.createImage(HOME, {
        name,
        buildMinutes: 30,
        tags: { 'replicate:to': 'eu-west-1' },
      });
      await stage.look(name);
    }
    stage.sim.world.createImage('eu-west-2', { name: 'cad' });
    image('cad', 'eu-west-2');
    await stage.look('cad');
    const { out } = await stage.cli(['status']);
    expect(wrapped(out)).toContain(
      'WAITING SourceNotReady: the source image is PENDING (a to eu-west-1; b to eu-west-1; c to eu-west-1; d to eu-west-1; e to eu-west-1; 2 more images)',
    );
    expect(out.indexOf('FAILED cad to eu-west-2')).toBeGreaterThan(out.indexOf('SourceNotReady'));
    expect(out.trimEnd()).toMatch(
      /\nOnce the cause is fixed, start again:\n.* retry cad --region us-east-1$/,
    );
  });

  test('is late after some hours, and then it is said what can be done', async () => {
    stage.sim.world.quota('eu-west-1', { images: 0 });
    image('cad', 'eu-west-1');
    await stage.look('cad');
    stage.clock.advance(6 * 60);
    await stage.run({ kind: 'all', trigger: 'sweep' });
    const { out } = await stage.cli(['status']);
    expect(out).toContain('cad    WAITING\n       for 6 h\n       late\n');
    expect(wrapped(out)).toContain(
      'WAITING late cad to eu-west-1: ImageQuota the quota of images in eu-west-1 is reached: delete images there or ask AWS to raise it Delete images that nobody needs in that region',
    );
    expect(wrapped(out)).toContain('late: checked by each sweep from now on, not each minute.');
    const json = (await stage.cli(['status', '--json'])).out;
    const [place] = parseOutput('overview', json).images[0]?.destinations ?? [];
    expect([place?.late, place?.unannounced]).toEqual([true, undefined]);
    expect((await stage.cli(['plan', '--detailed-exitcode'])).out).toMatch(
      /cad +eu-west-1 +copy +there is no replica yet/,
    );
  });

  test('may be a copy that takes long', async () => {
    stage.set({ copyMinutes: () => 1000 });
    image('cad', 'eu-west-1');
    await stage.look('cad');
    stage.clock.advance(7 * 60);
    await stage.run({ kind: 'all', trigger: 'sweep' });
    expect((await stage.cli(['status'])).out).toBe(`IMAGE  eu-west-1
cad    COPYING
       for 7 h
       late

late: checked by each sweep from now on, not each minute.
AWS does not report how much longer a copy will take.
`);
  });

  test('may be the next attempt after a copy that failed', async () => {
    stage.set({
      copyOutcome: () => ({ fails: { code: 'INTERNAL_ERROR', message: 'An error of AWS' } }),
    });
    image('cad', 'eu-west-1');
    await stage.look('cad');
    await stage.pass(41);
    const { out } = await stage.cli(['status']);
    expect(wrapped(out)).toContain(
      'WAITING CopyFailed: attempt 1 of 3 failed - the copy is made again: An error of AWS (cad to eu-west-1)',
    );
    expect((await stage.cli(['plan', '--detailed-exitcode'])).out).toMatch(
      /cad +eu-west-1 +wait +the next copy is made 10 minutes after the last failed/,
    );
  });
});

describe('an end that is still to be announced', () => {
  beforeEach(async () => {
    stage.sim.fault({ operation: 'Publish', times: 3, effect: { error: 'AuthorizationError' } });
    stage.sim.world.createImage('eu-west-1', { name: 'cad' });
    image('cad', 'eu-west-1');
    await expect(stage.look('cad')).rejects.toThrow('AuthorizationError');
  });

  test('is shown as what it is, and marked', async () => {
    const { out } = await stage.cli(['status']);
    expect(out).toContain('cad    FAILED\n       0 min ago\n       unannounced\n');
    expect(out).toContain('\nunannounced: not published yet; the replicator tries again.\n');
    const json = (await stage.cli(['status', '--json'])).out;
    const [place] = parseOutput('overview', json).images[0]?.destinations ?? [];
    expect(place).toMatchObject({
      state: 'FAILED',
      unannounced: true,
      reason: { code: 'NameTaken' },
      next: { do: 'wait', reason: 'FAILED is to be announced' },
    });
  });

  test('is what a run would do once its time has come', async () => {
    stage.clock.advance(5);
    const { exit, out } = await stage.cli(['plan', '--detailed-exitcode']);
    expect(exit).toBe(2);
    expect(out).toMatch(/cad +eu-west-1 +announce +FAILED was not announced/);
    const json = (await stage.cli(['plan', '--json'])).out;
    const [place] = parseOutput('overview', json).images[0]?.destinations ?? [];
    expect(place?.next.do).toBe('announce');
  });
});

describe('a replica whose copy no run saw start', () => {
  test('is AVAILABLE without a duration, which neither the JSON nor the page makes up', async () => {
    image('cad', 'eu-west-1');
    await stage.look('cad');
    await stage.settle();
    stage.clock.advance(3 * 24 * 60);
    stage.sim.world.setTags(HOME, 'cad', { 'replicate:to': 'eu-west-1' });
    await stage.look('cad');
    const { out } = await stage.cli(['status', '--json']);
    const overview = parseOutput('overview', out);
    const [place] = overview.images[0]?.destinations ?? [];
    expect([place?.state, place?.startedAt, place?.secondsTaken]).toEqual([
      'AVAILABLE',
      undefined,
      undefined,
    ]);
    const page = renderPage(overview);
    expect(page).not.toContain('Time to replicate');
    expect(page).not.toContain('<dt>Took</dt>');
  });

  test('does not count in the times of its region', async () => {
    image('cad', 'eu-west-1');
    await stage.look('cad');
    await stage.settle();
    stage.clock.advance(3 * 24 * 60);
    stage.sim.world.setTags(HOME, 'cad', { 'replicate:to': 'eu-west-1' });
    image('office', 'eu-west-1');
    await stage.look('cad');
    await stage.look('office');
    await stage.settle();
    const { out } = await stage.cli(['status', '--json']);
    expect(renderPage(parseOutput('overview', out))).toMatch(
      /<td>40 min<\/td>\n<td>40 min<\/td><td>1<\/td>/,
    );
  });
});

describe('colours', () => {
  beforeEach(() => void image('cad', 'eu-west-1'));
  const ESCAPE = '\u001b[';

  test('are for a terminal', async () => {
    expect((await stage.cli(['status'], { tty: true })).out).toContain(ESCAPE);
    expect((await stage.cli(['status'])).out).not.toContain(ESCAPE);
  });

  test('are left out when NO_COLOR is set', async () => {
    const { out } = await stage.cli(['status'], { tty: true, env: { NO_COLOR: '1' } });
    expect(out).not.toContain(ESCAPE);
  });
});
