/* Plays a history of retention: people, AWS and the product, and judges every deletion. */

import { retire } from '../../../lib/retire.ts';
import { connectedClients, type Send, type Sent } from '../../../sim/harness/clients.ts';
import { createReconciler } from '../../../sim/harness/reconciler.ts';
import type { Reply } from '../../../sim/perform.ts';
import { createStage, HOME, type Stage } from '../../support/stage.ts';
import { retag } from '../family.ts';
import { type Photo, photograph, reasonsToStay } from './photo.ts';
import { type Act, REGIONS, type Step } from './step.ts';

/** A deletion that should not have been. */
export interface Violation {
  readonly image: string;
  readonly why: readonly string[];
}

/** An account in which a history is played. */
export class Machine {
  readonly stage: Stage;
  readonly violations: Violation[] = [];
  deletions = 0;
  #uses = 0;

  constructor() {
    this.stage = createStage({ copyMinutes: () => 3, deleteUsedByBuilder: 'accepted' });
  }

  async play(step: Step): Promise<void> {
    const { clock, sim } = this.stage;
    switch (step.do) {
      case 'build':
        clock.advance(1);
        this.#build(step.image, step.keep);
        return this.copy();
      case 'copy':
        return this.copy();
      case 'pass':
        for (let hour = 0; hour < Math.min(step.hours, 30); hour += 1) {
          clock.advance(step.hours > 30 ? (step.hours / 30) * 60 : 60);
          await this.run({ skew: 0 });
        }
        return;
      case 'trouble':
        return sim.fault(step.trouble);
      case 'run':
        return this.run(step);
      default:
        this.#act(step);
    }
  }

  /** The function that copies finds what is new, and follows it to its end. */
  async copy(): Promise<void> {
    await this.stage.run({ kind: 'all', trigger: 'sweep' }).catch(() => {});
    await this.stage.pass(10);
  }

  /** One run of retention, and the judgement of what it deletes. */
  async run({
    skew,
    stack,
    dies,
    meanwhile,
  }: Omit<Extract<Step, { do: 'run' }>, 'do'>): Promise<void> {
    const { clock, reconciler } = this.stage;
    const before = photograph(this.stage);
    let calls = 0;
    let die = () => {};
    const death = new Promise<void>((resolve) => {
      die = resolve;
    });
    const send: Send = async (sent) => {
      calls += 1;
      if (calls === meanwhile?.at) this.#act(meanwhile.act);
      if (dies && calls >= dies.at) {
        if (calls === dies.at && dies.when === 'after') await this.#judged(before, sent, stack);
        die();
        return new Promise(() => {});
      }
      return this.#judged(before, sent, stack);
    };
    const region = stack === 'of another region' ? REGIONS[0] : HOME;
    const retirer = createReconciler(connectedClients(region, send, { retryDelay: () => 0 }), {
      region,
      tagPrefix: stack === 'with another prefix' ? 'mirror' : 'replicate',
      topicArn: reconciler.topicArn,
      now: () => new Date(clock.now().getTime() + skew * 60_000),
    });
    await Promise.race([retire(retirer).catch(() => {}), death]);
  }

  async #judged(before: Photo, sent: Sent, stack?: string): Promise<Reply> {
    const call = () => this.stage.sim.answer(sent);
    if (!sent.target?.endsWith('.DeleteImage')) return call();
    const now = photograph(this.stage);
    const answer = await call();
    const left = photograph(this.stage);
    const stays = new Set(
      [...left.replicas, ...left.sources].flatMap(({ arn, state }) =>
        state === 'DELETING' ? [] : [arn],
      ),
    );
    for (const image of [...now.replicas, ...now.sources]) {
      if (stays.has(image.arn) || image.state === 'DELETING') continue;
      this.deletions += 1;
      // What only held for a part of the run could not be seen.
      const since = new Set(reasonsToStay(before, image));
      const why = reasonsToStay(now, image).filter((reason) => since.has(reason));
      if (stack !== undefined) why.push(`it is not of the stack ${stack}`);
      if (!this.#wasAnnounced(image)) why.push('it was not announced a day before');
      if (why.length > 0) this.violations.push({ image: image.arn, why });
    }
    return answer;
  }

  #wasAnnounced({
    name,
    region,
    createdAt,
  }: {
    name: string;
    region: string;
    createdAt: Date;
  }): boolean {
    const day = 24 * 60 * 60_000;
    const now = this.stage.clock.now().getTime();
    const received = this.stage.inbox();
    return received.some(({ message }, place) => {
      const at = this.stage.sim.world.publications[place]?.at.getTime() ?? now;
      return (
        message.outcome === 'RETIRING' &&
        message.destination.region === region &&
        message.destination.name === name &&
        at >= createdAt.getTime() &&
        now - at >= day
      );
    });
  }

  #build(name: string, keep: string | undefined): void {
    const { world } = this.stage.sim;
    if (world.image(HOME, name)) world.deleteImage(HOME, name);
    world.createImage(HOME, {
      name,
      tags: {
        'replicate:to': REGIONS.join(' '),
        'replicate:family': 'cad',
        ...(keep !== undefined && { 'replicate:keep': keep }),
      },
    });
  }

  /** What people do; what the console refuses is not done. */
  #act(act: Act): void {
    try {
      this.#do(act);
    } catch {
      // The console refuses it.
    }
  }

  #do(act: Act): void {
    const { world } = this.stage.sim;
    switch (act.do) {
      case 'use': {
        this.#uses += 1;
        const user = { name: `${act.image}-${this.#uses}`, imageName: act.image };
        if (act.by === 'fleet') world.createFleet(act.region, user);
        else world.createImageBuilder(act.region, user);
        return;
      }
      case 'free':
        this.free(act.region, act.image, act.by);
        return;
      case 'share':
        world.share(act.region, act.image);
        return;
      case 'unshare':
        world.unshare(act.region, act.image);
        return;
      case 'delete':
        world.deleteImage(act.region, act.image);
        return;
      case 'take the name of':
        world.deleteImage(act.region, act.image);
        world.createImage(act.region, { name: act.image, tags: { 'replicate:family': 'cad' } });
        return;
      case 'remove the notice of':
        retag(this.stage, act.region, act.image, { 'replicate:retire-at': undefined });
        return;
      case 'keep':
        retag(this.stage, HOME, act.image, { 'replicate:keep': act.number });
        return;
      case 'family':
        retag(this.stage, HOME, act.image, { 'replicate:family': act.name });
        return;
      case 'delete the source':
        world.deleteImage(HOME, act.image);
        return;
      case 'remove the statuses of':
        retag(
          this.stage,
          HOME,
          act.image,
          Object.fromEntries(REGIONS.map((region) => [`replicate:status:${region}`, undefined])),
        );
        return;
      case 'rename the replica of':
        retag(this.stage, HOME, act.image, {
          'replicate:to': REGIONS.map((region) => `${region}=${act.image}-new`).join(' '),
        });
        return;
      default:
        act satisfies never;
    }
  }

  /** Nobody uses an image any more. */
  free(region: string, image: string, by: 'fleet' | 'builder'): void {
    const { world } = this.stage.sim;
    const isOf = ({ name }: { name: string }) => name.startsWith(`${image}-`);
    if (by === 'fleet')
      for (const { name } of world.fleets(region).filter(isOf)) world.deleteFleet(region, name);
    else
      for (const { name } of world.imageBuilders(region).filter(isOf))
        world.deleteImageBuilder(region, name);
  }
}
