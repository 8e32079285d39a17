import { type Clock, createClock } from '../../../sim/clock.ts';
import { deploy, isWatching, keys } from '../../../sim/harness/account.ts';
import {
  type CloudTrailEvent,
  createSimulation,
  type Fault,
  type Simulation,
} from '../../../sim/index.ts';
import { editImage } from './edit-image.ts';
import {
  type Death,
  type Edit,
  type History,
  type ImageEdit,
  type Memory,
  SETS_AT_FIRST,
  type Step,
  type Tags,
} from './history.ts';
import { Lambda } from './lambda.ts';
import { emptyLedger, isUnfinished, type Ledger } from './ledger.ts';

/** Images on one page of a listing. */
const PAGE = 25;

/** An AWS account with its clock, all that can happen to it, and what has happened. */
export class Account {
  readonly clock: Clock = createClock();
  readonly ledger: Ledger = emptyLedger();
  readonly simulation: Simulation;
  /** Events that EventBridge has not delivered, by region. */
  readonly events = new Map<string, CloudTrailEvent[]>();
  /** How often an image was created, changed or deleted by a call or by hand. */
  changes = 0;
  /** Calls that the product made. */
  calls = 0;
  readonly memory: Memory;
  readonly #dies: Death | undefined;
  readonly #lambdas: Lambda[] = [];
  readonly #off = new Set<string>();
  readonly #refusals: Extract<Step, { do: 'refuse' }>[] = [];
  readonly #sets = [{ from: 0, sets: SETS_AT_FIRST }];
  readonly #shareAccounts: { from: number; accounts: readonly string[] }[];
  #copies = { minutes: 40, failing: 0 };
  #slow = { calls: 0, seconds: 1 };

  constructor({
    world = {},
    stacks,
    crowded = [],
    shareAccounts = [],
    memory = 'kept',
    dies,
  }: Omit<History, 'steps'>) {
    this.#shareAccounts = [{ from: 0, accounts: shareAccounts }];
    this.#dies = dies;
    this.memory = memory;
    const { deleteMinutes = 0, authorizationSeconds: seconds = 0, ...behaviour } = world;
    this.simulation = createSimulation({
      ...behaviour,
      now: this.clock.now,
      deleteMinutes: () => deleteMinutes,
      // As the role of the stack has it.
      deleteNeedsTag: { key: keys.source, seconds },
      sharingNeedsTag: { key: keys.source, seconds },
      copyMinutes: () => this.#copies.minutes,
      copyOutcome: () => this.#outcome(),
    });
    for (const region of stacks) {
      deploy(this.simulation.world, region);
      this.events.set(region, []);
    }
    for (const region of crowded) this.#crowd(region);
    this.simulation.onEvent((event) => {
      if (event.detail.errorCode === undefined) this.changes += 1;
      this.events.get(event.region)?.push(event);
    });
  }

  /** A process of the function that is free; a new one when there is none. */
  lambda(stack: string): Lambda {
    const free = this.#lambdas.find((each) => each.stack === stack && each.isFree);
    const lambda = free ?? new Lambda(this, stack);
    if (!free) this.#lambdas.push(lambda);
    return lambda;
  }

  /** Milliseconds. */
  now(): number {
    return this.clock.now().getTime();
  }

  /** The sets of regions that the stacks have at a moment, which is what a run has that begins then. */
  setsAt(moment: number): string {
    return this.#sets.findLast(({ from }) => from <= moment)?.sets ?? '';
  }

  /** The accounts that the stacks may share replicas with at a moment, in the same way. */
  accountsAt(moment: number): readonly string[] {
    return this.#shareAccounts.findLast(({ from }) => from <= moment)?.accounts ?? [];
  }

  /** Whether a region is switched off. */
  isOff(region: string): boolean {
    return this.#off.has(region);
  }

  isWatched(region: string): boolean {
    return isWatching(this.simulation.world, region);
  }

  /** A call takes its time. @returns the death of its process, if that is due */
  spend(): Death | undefined {
    const seconds = this.#slow.calls > 0 ? this.#slow.seconds : 1;
    this.#slow.calls -= 1;
    this.clock.advance(seconds / 60);
    this.calls += 1;
    return this.calls === this.#dies?.at ? this.#dies : undefined;
  }

  disturb(what: string): void {
    this.ledger.disturbances.push({ at: this.now(), what });
  }

  slow({ calls, seconds }: Extract<Step, { do: 'slow' }>): void {
    this.#slow = { calls, seconds };
  }

  fault({ operation, region, times, effect }: Extract<Step, { do: 'fault' }>): void {
    const isStale = typeof effect === 'object' && 'stale' in effect;
    const match: Fault['match'] = () => {
      if (isStale) this.disturb('stale read');
      return true;
    };
    this.simulation.fault({ operation, region, times, effect, match });
  }

  /** Every call to come meets a fault, and no mending helps. */
  refuse(refusal: Extract<Step, { do: 'refuse' }>): void {
    this.#refusals.push(refusal);
    this.fault({ ...refusal, do: 'fault', times: Number.POSITIVE_INFINITY });
  }

  /** From now on AWS works, but for what it refuses for ever. */
  mend(): void {
    this.simulation.clearFaults();
    this.#slow = { calls: 0, seconds: 1 };
    for (const refusal of this.#refusals)
      this.fault({ ...refusal, do: 'fault', times: Number.POSITIVE_INFINITY });
  }

  /** Status tags of source images that tell of something in flight. */
  inFlight(): string[] {
    return [...this.events.keys()].flatMap((stack) =>
      this.simulation.world
        .images(stack)
        .flatMap(({ tags }) => Object.entries(tags))
        .filter(([key, value]) => key.startsWith(keys.statusPrefix) && isUnfinished(value))
        .map(([key, value]) => `${stack} ${key}: ${value}`),
    );
  }

  edit(edit: Edit): void {
    switch (edit.do) {
      case 'quota':
        this.simulation.world.quota(edit.region, { copies: edit.copies, images: edit.images });
        break;
      case 'enable':
        if (edit.enabled) this.simulation.world.enableRegion(edit.region);
        else this.simulation.world.disableRegion(edit.region);
        if (edit.enabled) this.#off.delete(edit.region);
        else this.#off.add(edit.region);
        break;
      case 'sets':
        this.#deploy(
          `sets ${edit.sets}`,
          (tags) => tags[keys.to]?.includes('@') === true,
          () => this.#sets.push({ from: this.now(), sets: edit.sets }),
        );
        break;
      case 'accounts':
        this.#deploy(
          `accounts ${edit.accounts}`,
          (tags) => keys.share in tags,
          () => this.#shareAccounts.push({ from: this.now(), accounts: edit.accounts }),
        );
        break;
      case 'copies':
        this.#copies = { ...edit };
        break;
      default:
        // No two things happen to images in one second, which is as fine as their times are told apart.
        this.clock.advance(1 / 60);
        this.#editImage(edit);
        this.clock.advance(1 / 60);
    }
  }

  /** To the images whose tags it concerns, it is an edit. */
  #deploy(what: string, concerns: (tags: Tags) => boolean, change: () => void): void {
    this.clock.advance(1 / 60);
    change();
    const at = this.now();
    for (const region of this.events.keys()) {
      for (const { name: image, tags } of this.simulation.world.images(region))
        if (concerns(tags)) this.ledger.edits.push({ at, image, region, what });
    }
    this.clock.advance(1 / 60);
  }

  #outcome() {
    this.#copies.failing -= 1;
    return this.#copies.failing < 0
      ? undefined
      : { fails: { code: 'INTERNAL_ERROR', message: 'no luck' } };
  }

  /** Fills the first page of a region's listing. */
  #crowd(region: string): void {
    const { world } = this.simulation;
    world.quota(region, { images: PAGE + 10 });
    for (let n = 0; n < PAGE; n += 1)
      world.createImage(region, { name: `a${n}`, createdAt: new Date(0) });
  }

  #editImage(edit: ImageEdit): void {
    const { world } = this.simulation;
    const { image, region } = edit;
    if (edit.do !== 'build' && !world.image(region, image)) return;
    this.ledger.edits.push({ at: this.now(), image, region, what: JSON.stringify(edit) });
    editImage(world, edit);
  }
}
