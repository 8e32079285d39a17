import { describe, expect, test } from '@jest/globals';
import { HOME, keys } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

const build = (tags: Record<string, string> = { [keys.to]: EU }) =>
  stage.sim.world.createImage(HOME, { name: 'cad', tags });
const tagsOf = (region: string) => ({ ...stage.sim.world.image(region, 'cad')?.tags });
const messages = () => stage.inbox().map(({ message }) => message);

/** What somebody does to the tags of the source, and the run that its event causes. */
async function retag(set: Record<string, string>, ...remove: string[]): Promise<void> {
  const kept = Object.entries(tagsOf(HOME)).filter(([key]) => !remove.includes(key));
  stage.sim.world.setTags(HOME, 'cad', { ...Object.fromEntries(kept), ...set });
  await stage.look('cad');
}

describe('a destination that is started again', () => {
  test('and fails for the same reason is announced under another id', async () => {
    stage.sim.world.createImage(EU, { name: 'cad' });
    build();
    await stage.look('cad');
    stage.clock.advance(5);
    await retag({}, keys.status(EU));
    const [first, second] = messages();
    expect(messages().map(({ reason }) => reason?.code)).toEqual(['NameTaken', 'NameTaken']);
    expect(first?.id).not.toBe(second?.id);
  });

  test('while the image in its way is being deleted waits for that, as the hint of NameTaken has it', async () => {
    stage.sim.world.createImage(EU, { name: 'cad' });
    build();
    await stage.look('cad');
    stage.sim.world.setState(EU, 'cad', 'DELETING');
    await retag({}, keys.status(EU));
    expect(stage.status('cad', EU)).toMatch(/^WAITING .*code=Deleting/);
    await stage.pass(5);
    stage.sim.world.deleteImage(EU, 'cad');
    await stage.pass(60);
    expect(messages().map(({ outcome }) => outcome)).toEqual(['FAILED', 'SUCCEEDED']);
  });

  test('after its replica could not be tagged is announced, though its status cannot be written at first', async () => {
    build();
    const denied = { error: 'AccessDeniedException' };
    stage.sim.fault({ operation: 'TagResource', region: EU, times: Infinity, effect: denied });
    await stage.look('cad');
    await stage.pass(70);
    stage.sim.clearFaults();
    const busy = { error: 'ThrottlingException' };
    stage.sim.fault({ operation: 'TagResource', region: HOME, times: 3, effect: busy });
    await expect(retag({}, keys.status(EU))).rejects.toThrow('ThrottlingException');
    await stage.pass(120);
    expect(messages().map(({ outcome }) => outcome)).toEqual(['FAILED', 'SUCCEEDED']);
    expect(stage.word('cad', EU)).toBe('AVAILABLE');
  });
});

describe('a replica that was finished before and lost its status', () => {
  test('gets it back without a message, however often', async () => {
    build();
    await stage.look('cad');
    await stage.settle();
    for (let round = 0; round < 5; round += 1) {
      stage.clock.advance(60);
      await retag({}, keys.status(EU));
      expect(stage.word('cad', EU)).toBe('AVAILABLE');
    }
    expect(messages()).toHaveLength(1);
  });

  test('has no duration, since no run saw its copy start', async () => {
    build();
    await stage.look('cad');
    await stage.settle();
    stage.clock.advance(48 * 60);
    stage.metrics.length = 0;
    await retag({}, keys.status(EU));
    expect(stage.status('cad', EU)).not.toContain('started=');
    expect(stage.metrics.map(({ name }) => name)).not.toContain('TimeToReplicate');
  });
});

describe('a rule that is changed after the end', () => {
  test('has the tags of the replica brought in line, and says so under another id', async () => {
    build({ [keys.to]: EU, team: 'a', cost: '7' });
    await stage.look('cad');
    await stage.settle();
    const added = { ...tagsOf(EU), theirs: 'stays', cost: 'changed by hand' };
    stage.sim.world.setTags(EU, 'cad', added);
    stage.clock.advance(5);
    await retag({ [keys.tags]: 'none' });
    await stage.settle();
    expect(tagsOf(EU)).toEqual({
      theirs: 'stays',
      cost: 'changed by hand',
      [keys.source]: expect.stringContaining('image/cad'),
      [keys.sourceCreated]: '2026-11-23T08:00:00Z',
    });
    expect(messages().map(({ outcome }) => outcome)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(new Set(messages().map(({ id }) => id)).size).toBe(2);
    expect(messages()[1]).not.toHaveProperty('durationSeconds');
  });

  test('starts nothing when only the description is another, which AppStream cannot change', async () => {
    build();
    await stage.look('cad');
    await stage.settle();
    await retag({ [keys.description]: 'another text' });
    await stage.settle();
    expect(messages()).toHaveLength(1);
  });
});

describe('statuses that version 0.1.0 wrote', () => {
  const before = {
    AVAILABLE:
      'AVAILABLE since=2026-11-20T09:40:02Z attempts=1 started=2026-11-20T09:00:01Z rule=0507cab6 name=cad',
    COPYING:
      'COPYING since=2026-11-23T07:50:00Z attempts=2 started=2026-11-23T07:00:00Z redo=1 rule=0507cab6 name=cad',
    WAITING:
      'WAITING since=2026-11-23T07:50:00Z code=CopyQuota rule=0507cab6 name=cad - as many copies to eu-west-1 as AWS allows at once are running',
    FAILED:
      'FAILED since=2026-11-23T07:50:00Z code=NameTaken rule=0507cab6 name=cad - eu-west-1 has an image named cad that is not a replica of this one',
  };
  const inherit = (status: string, tags: Record<string, string> = {}) =>
    build({ [keys.to]: EU, [keys.status(EU)]: status, ...tags });

  test.each([
    ['AVAILABLE', 'asked=2026-11-20T09:00:00Z'],
    ['FAILED', 'asked=2026-11-23T07:50:00Z'],
  ] as const)('stand, where they are %s, whatever the description becomes', async (word, asked) => {
    inherit(before[word]);
    await stage.look('cad');
    const status = stage.status('cad', EU);
    const [since = '', ...facts] = before[word].split(/(?= code=| attempts=)/);
    expect(status?.replace(/rule=[0-9a-f]{8}/, 'rule=0507cab6')).toBe(
      `${since} ${asked}${facts.join('')}`,
    );
    await retag({ [keys.description]: 'another text' });
    await stage.pass(60);
    expect(stage.status('cad', EU)).toBe(status);
    expect(messages()).toEqual([]);
  });

  test('are carried on, where a copy is in flight', async () => {
    inherit(before.COPYING);
    stage.sim.world.createImage(EU, {
      name: 'cad',
      state: 'COPYING',
      imageBuilderName: null,
      description: '[replica of us-east-1/cad 2026-11-23T08:00:00Z]',
    });
    await stage.look('cad');
    stage.clock.advance(5);
    stage.sim.world.setState(EU, 'cad', 'AVAILABLE');
    await stage.settle();
    expect(messages()).toMatchObject([
      { outcome: 'SUCCEEDED', attempts: 2, startedAt: '2026-11-23T07:00:00Z' },
    ]);
    expect(stage.status('cad', EU)).toContain('asked=2026-11-23T07:00:00Z');
  });

  test('are carried on, where an image waits for a slot', async () => {
    inherit(before.WAITING);
    await stage.look('cad');
    await stage.settle();
    expect(messages()).toMatchObject([{ outcome: 'SUCCEEDED', attempts: 1 }]);
  });

  test('keep a known mistake in a rule known', async () => {
    const announced =
      'FAILED since=2026-11-23T07:50:00Z code=InvalidRule rule=RULE - eu_west_1 is not a region';
    build({ [keys.to]: 'eu_west_1' });
    await stage.look('cad');
    const rule = / rule=([0-9a-f]{8})/.exec(tagsOf(HOME)[keys.ruleStatus] ?? '')?.[1] ?? '';
    stage.sim.world.setTags(HOME, 'cad', {
      [keys.to]: 'eu_west_1',
      [keys.ruleStatus]: announced.replace('RULE', rule),
    });
    await stage.look('cad');
    expect(messages()).toHaveLength(1);
  });
});
