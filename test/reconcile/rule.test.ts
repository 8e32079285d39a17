import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parseRuleSets } from '../../lib/core/tags/rule-sets.ts';
import { reconcile } from '../../lib/reconcile.ts';
import { HOME, keys } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

const build = (tags: Record<string, string>, name = 'cad') =>
  stage.sim.world.createImage(HOME, { name, tags });
const announced = () => stage.inbox().map(({ message }) => message.reason?.code ?? message.outcome);

describe('an invalid rule', () => {
  test('is announced once, in one message that names every problem, and the valid destinations are replicated', async () => {
    build({
      'replicate:to': 'eu_west_1 us-gov-west-1 eu-west-1 ap-south-1=-bad',
      'replicate:nmae': 'x',
    });
    await stage.look('cad');
    await stage.look('cad');
    await stage.settle();
    expect(announced()).toEqual(['InvalidRule', 'SUCCEEDED']);
    const { message, attributes } = stage.inbox()[0] ?? {};
    for (const part of ['eu_west_1', 'us-gov-west-1', '-bad', 'replicate:nmae']) {
      expect(message?.reason?.message).toContain(part);
    }
    expect(message).not.toHaveProperty('destination');
    expect(attributes).toEqual({
      operation: 'copy',
      outcome: 'FAILED',
      reason: 'InvalidRule',
      sourceImage: 'cad',
      sourceRegion: HOME,
    });
  });

  test('is announced again when it changes and is still wrong, and loses its status tag when it is corrected', async () => {
    build({ 'replicate:to': 'nowhere' });
    await stage.look('cad');
    stage.sim.world.setTags(HOME, 'cad', {
      ...stage.sim.world.image(HOME, 'cad')?.tags,
      'replicate:to': 'elsewhere',
    });
    await stage.look('cad');
    expect(announced()).toEqual(['InvalidRule', 'InvalidRule']);
    stage.sim.world.setTags(HOME, 'cad', {
      ...stage.sim.world.image(HOME, 'cad')?.tags,
      'replicate:to': EU,
    });
    await stage.look('cad');
    await stage.settle();
    expect(announced()).toEqual(['InvalidRule', 'InvalidRule', 'SUCCEEDED']);
    expect(stage.sim.world.image(HOME, 'cad')?.tags[keys.ruleStatus]).toBeUndefined();
  });

  test('hostile tags reach messages bounded and on one line', async () => {
    build({
      'replicate:to': Array.from({ length: 64 }, (_, n) => `x${n}`).join(' '),
      'replicate:\u2028': '\u2029',
    });
    await stage.look('cad');
    expect(announced()).toEqual(['InvalidRule']);
    const { message } = stage.inbox()[0] ?? {};
    expect(message?.reason?.message.length).toBeLessThanOrEqual(2000);
    expect(message?.reason?.message).not.toMatch(/[\n\u2028\u2029]/);
  });
});

describe('a rule that changes', () => {
  test('while a copy is in flight: the old copy is followed to its end, then the new one starts', async () => {
    build({ 'replicate:to': `${EU}=old` });
    await stage.look('cad');
    stage.sim.world.setTags(HOME, 'cad', {
      ...stage.sim.world.image(HOME, 'cad')?.tags,
      'replicate:to': `${EU}=new`,
    });
    await stage.look('cad');
    await stage.settle();
    await stage.deliver({ trigger: 'sweep' });
    await stage.settle();
    expect(
      stage.inbox().map(({ message }) => [message.outcome, message.destination?.name]),
    ).toEqual([
      ['SUCCEEDED', 'old'],
      ['SUCCEEDED', 'new'],
    ]);
  });

  test('after the end: only the changed destination starts again', async () => {
    build({ 'replicate:to': `${EU} eu-west-2` });
    await stage.look('cad');
    await stage.settle();
    stage.sim.world.setTags(HOME, 'cad', {
      ...stage.sim.world.image(HOME, 'cad')?.tags,
      'replicate:to': `${EU} eu-west-2=other eu-west-3`,
    });
    await stage.look('cad');
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.destination?.name)).toEqual([
      'cad',
      'cad',
      'other',
      'cad',
    ]);
  });

  test('to nothing while it waits: the status is cleared', async () => {
    stage.sim.world.quota(EU, { copies: 0 });
    build({ 'replicate:to': EU });
    await stage.look('cad');
    const tags = { ...stage.sim.world.image(HOME, 'cad')?.tags };
    delete tags['replicate:to'];
    stage.sim.world.setTags(HOME, 'cad', tags);
    await stage.settle();
    expect(stage.sim.world.image(HOME, 'cad')?.tags).toEqual({});
    expect(announced()).toEqual([]);
  });
});

describe('the regions that the stack allows', () => {
  const within = (...allowedRegions: string[]) =>
    reconcile({ kind: 'image', name: 'cad' }, { ...stage.reconciler, allowedRegions });
  const ticks = async (minutes: number, ...allowed: string[]) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      stage.clock.advance(1);
      await within(...allowed);
    }
  };

  test('are the only ones that images are copied to, and the rest is announced once', async () => {
    build({ 'replicate:to': `${EU} eu-west-2` });
    await within(EU, 'eu-west-3');
    await ticks(90, EU, 'eu-west-3');
    expect(announced()).toEqual(['InvalidRule', 'SUCCEEDED']);
    expect(stage.inbox()[0]?.message.reason?.message).toBe(
      `eu-west-2 is not among the regions that the stack allows; its parameter allowedRegions has ${EU}, eu-west-3`,
    );
    expect(stage.sim.world.images('eu-west-2')).toEqual([]);
    expect(stage.sim.calls.filter(({ region }) => region === 'eu-west-2')).toEqual([]);
  });

  test('may be narrowed while copies are in flight: that is announced, and the copies are followed to their end', async () => {
    build({ 'replicate:to': `${EU} eu-west-2` });
    await within();
    await ticks(90, EU);
    expect(announced()).toEqual(['InvalidRule', 'SUCCEEDED', 'SUCCEEDED']);
    expect(stage.word('cad', 'eu-west-2')).toBe('AVAILABLE');
  });

  test('may be widened: what was refused starts, and nothing else is announced again', async () => {
    build({ 'replicate:to': `${EU} eu-west-2` });
    await within(EU);
    await ticks(90, EU);
    await within(EU, 'eu-west-2');
    expect(stage.word('cad', 'eu-west-2')).toBe('COPYING');
    await ticks(90, EU, 'eu-west-2');
    expect(announced()).toEqual(['InvalidRule', 'SUCCEEDED', 'SUCCEEDED']);
    expect(stage.sim.world.image(HOME, 'cad')?.tags[keys.ruleStatus]).toBeUndefined();
  });
});

describe('a set of regions', () => {
  const withSets = async (sets: string, minutes = 0) => {
    const ruleSets = parseRuleSets(sets).sets;
    const look = () =>
      reconcile({ kind: 'all', trigger: 'sweep' }, { ...stage.reconciler, ruleSets });
    await look();
    for (let minute = 0; minute < minutes; minute += 1) {
      stage.clock.advance(1);
      await look();
    }
  };
  const copies = () =>
    stage.sim.calls
      .filter(({ operation }) => operation === 'CopyImage')
      .map(({ input }) => v.parse(v.object({ DestinationRegion: v.string() }), input))
      .map(({ DestinationRegion }) => DestinationRegion);

  test('that gets another region: every image that names it is copied there by the next sweep', async () => {
    build({ 'replicate:to': '@standard' });
    build({ 'replicate:to': '@standard us-west-2' }, 'office');
    await withSets(`standard: ${EU}`, 90);
    expect(announced()).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    await withSets(`standard: ${EU} ap-southeast-2`);
    expect(stage.word('cad', 'ap-southeast-2')).toBe('COPYING');
    expect(stage.word('office', 'ap-southeast-2')).toBe('COPYING');
    expect(copies().slice(3)).toEqual(['ap-southeast-2', 'ap-southeast-2']);
  });

  test('that loses a region: a copy in flight is followed to its end, nothing is deleted, nothing is begun', async () => {
    build({ 'replicate:to': '@standard' });
    await withSets(`standard: ${EU} eu-west-2`);
    build({ 'replicate:to': '@standard' }, 'office');
    await withSets(`standard: ${EU}`, 90);
    expect(announced()).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(stage.word('cad', 'eu-west-2')).toBe('AVAILABLE');
    expect(stage.sim.world.images('eu-west-2').map(({ name, state }) => [name, state])).toEqual([
      ['cad', 'AVAILABLE'],
    ]);
    expect(copies().filter((region) => region === 'eu-west-2')).toHaveLength(1);
    expect(stage.sim.calls.filter(({ operation }) => operation === 'DeleteImage')).toEqual([]);
  });

  test('into which a region moves from the rule: nothing is copied or announced again', async () => {
    build({ 'replicate:to': EU });
    await withSets('', 90);
    stage.sim.world.setTags(HOME, 'cad', {
      ...stage.sim.world.image(HOME, 'cad')?.tags,
      'replicate:to': '@standard',
    });
    await withSets(`standard: ${EU}`, 90);
    expect(copies()).toEqual([EU]);
    expect(announced()).toEqual(['SUCCEEDED']);
  });

  test('with a mistake is announced once for each mistake, and forgotten when it is mended', async () => {
    build({ 'replicate:to': '@standard' });
    await withSets('', 2);
    await withSets('other: eu-west-1', 2);
    await withSets(`standard: ${EU} nowhere`, 90);
    expect(announced()).toEqual(['InvalidRule', 'InvalidRule', 'InvalidRule', 'SUCCEEDED']);
    expect(stage.inbox()[2]?.message.reason?.message).toMatch(
      /^@standard: 'nowhere' is not a region; /,
    );
    await withSets(`standard: ${EU}`, 2);
    expect(announced()).toHaveLength(4);
    expect(stage.sim.world.image(HOME, 'cad')?.tags[keys.ruleStatus]).toBeUndefined();
  });
});

describe('regions', () => {
  test('one that refuses the account is RegionUnavailable after ten minutes, with a hint', async () => {
    stage.sim.world.disableRegion('eu-south-1');
    build({ 'replicate:to': `${EU} eu-south-1` });
    await stage.look('cad');
    expect(stage.word('cad', 'eu-south-1')).toBe('WAITING');
    for (let minutes = 0; minutes < 9; minutes += 1) await stage.tick();
    expect(announced()).toEqual([]);
    await stage.tick();
    expect(announced()).toEqual(['RegionUnavailable']);
    expect(stage.inbox()[0]?.message.reason?.hint).toContain('eu-south-1');
    await stage.settle();
    expect(announced()).toEqual(['RegionUnavailable', 'SUCCEEDED']);
  });

  test('one that answers again in between starts its ten minutes again', async () => {
    stage.sim.world.disableRegion('eu-south-1');
    build({ 'replicate:to': 'eu-south-1' });
    await stage.look('cad');
    for (let minutes = 0; minutes < 8; minutes += 1) await stage.tick();
    stage.sim.world.enableRegion('eu-south-1');
    stage.sim.world.quota('eu-south-1', { copies: 0 });
    await stage.tick();
    stage.sim.world.disableRegion('eu-south-1');
    for (let minutes = 0; minutes < 9; minutes += 1) await stage.tick();
    expect(announced()).toEqual([]);
  });

  test('the source’s own region takes a replica under another name', async () => {
    build({ 'replicate:to': `${HOME}=cad-copy` });
    await stage.look('cad');
    await stage.settle();
    expect(stage.sim.world.image(HOME, 'cad-copy')?.state).toBe('AVAILABLE');
    expect(announced()).toEqual(['SUCCEEDED']);
  });
});
