import { HOME } from '../support/stage.ts';
import { build, EU, IMAGE, refused, type Scenario, waitTenMinutes } from './scenario.ts';

const TOO_BAD = { code: 'IMAGE_COPY_FAILURE', message: 'The image could not be copied.' };
const OPT_IN = 'eu-south-1';
/** The account that an image is to be shared with. */
export const FRIEND = '111122223333';
const MISSPELT = 'eu-wets-1';

/** The replica is there, and AWS refuses to share it. */
function unsharable(error: string, message: string): Pick<Scenario, 'options' | 'play'> {
  return {
    options: { reconciler: { shareAccounts: [FRIEND] } },
    async play(stage) {
      build(stage);
      await stage.look(IMAGE);
      await stage.settle();
      const tags = stage.sim.world.image(HOME, IMAGE)?.tags;
      stage.sim.world.setTags(HOME, IMAGE, { ...tags, 'replicate:share': FRIEND });
      stage.sim.fault({ operation: 'UpdateImagePermissions', effect: { error, message } });
      await stage.look(IMAGE);
    },
  };
}

/** A message for each outcome and for each code that has a hint of its own; the last stands for all other codes. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'SUCCEEDED',
    when: 'the replica is AVAILABLE and tagged',
    async play(stage) {
      build(stage);
      await stage.look(IMAGE);
      await stage.settle();
    },
  },
  {
    name: 'LATE',
    when: 'a copy has been in flight for longer than `lateAfterHours`',
    options: { copyMinutes: () => 600 },
    async play(stage) {
      build(stage);
      await stage.look(IMAGE);
      stage.clock.advance(6 * 60);
      await stage.tick();
    },
  },
  {
    name: 'InvalidRule',
    when: 'the rule is not valid; its valid destinations are replicated',
    async play(stage) {
      build(stage, { 'replicate:to': 'eu_west_1 us-west-2', 'replicate:nmae': 'cad' });
      await stage.look(IMAGE);
    },
  },
  {
    name: 'NoRoomForStatus',
    when: 'an event names an image that has no room for its status tags',
    async play(stage) {
      const tags = Array.from({ length: 49 }, (_, n) => [`cost-${n}`, '1']);
      build(stage, { 'replicate:to': EU, ...Object.fromEntries(tags) });
      await stage.look(IMAGE);
    },
  },
  {
    name: 'RegionUnavailable',
    when: 'a region cannot be reached, or refuses the account, for 10 minutes on end',
    async play(stage) {
      stage.sim.world.disableRegion(OPT_IN);
      build(stage, { 'replicate:to': OPT_IN });
      await waitTenMinutes(stage);
    },
  },
  {
    name: 'NameTaken',
    when: 'another image has the name there',
    async play(stage) {
      stage.sim.world.createImage(EU, { name: IMAGE });
      build(stage, { 'replicate:to': `${EU} us-west-2` });
      await stage.look(IMAGE);
    },
  },
  {
    name: 'StaleReplica',
    when: 'a replica of an earlier image of the same name is there',
    async play(stage) {
      build(stage);
      await stage.look(IMAGE);
      await stage.settle();
      stage.sim.world.deleteImage(HOME, IMAGE);
      build(stage);
      await stage.look(IMAGE);
    },
  },
  {
    name: 'SourceFailed',
    when: 'the image itself is FAILED',
    async play(stage) {
      const stateChangeReason = { code: 'INTERNAL_ERROR', message: 'The image has failed.' };
      stage.sim.world.createImage(HOME, {
        name: IMAGE,
        state: 'FAILED',
        stateChangeReason,
        tags: { 'replicate:to': EU },
      });
      await stage.look(IMAGE);
    },
  },
  {
    name: 'GaveUp',
    when: 'a temporary problem lasted longer than `giveUpAfterHours`',
    async play(stage) {
      stage.sim.world.quota(EU, { images: 0 });
      build(stage);
      await stage.look(IMAGE);
      stage.clock.advance(24 * 60);
      await stage.tick();
    },
  },
  {
    name: 'ShareRefused',
    when: 'AWS refuses to share the replica with an account, or has not let it be shared for `giveUpAfterHours`',
    ...unsharable('OperationNotPermittedException', 'The image cannot be shared with the account.'),
  },
  {
    name: 'ShareLimit',
    when: 'the replica is shared with 100 accounts',
    ...unsharable('LimitExceededException', 'The image is shared with 100 accounts already.'),
  },
  {
    name: 'IMAGE_COPY_FAILURE',
    when: 'AWS could not complete the copy, three times',
    options: { copyOutcome: () => ({ fails: TOO_BAD }) },
    async play(stage) {
      build(stage);
      await stage.look(IMAGE);
      await stage.settle();
    },
  },
  refused(
    'IncompatibleImageException',
    'AppStream cannot copy such an image',
    'The image is not compatible.',
  ),
  {
    name: 'AccessDeniedException',
    when: 'AWS forbids the call, for 10 minutes on end',
    async play(stage) {
      stage.sim.fault({
        operation: 'CopyImage',
        times: Number.POSITIVE_INFINITY,
        effect: {
          error: 'AccessDeniedException',
          message:
            'The role is not authorized to perform: appstream:CopyImage with an explicit deny in a service control policy',
        },
      });
      build(stage);
      await waitTenMinutes(stage);
    },
  },
  refused(
    'InvalidAccountStatusException',
    'AppStream refuses the account',
    'The account is not in a valid state.',
  ),
  refused(
    'ResourceNotFoundException',
    'the image was deleted at the very moment it was to be copied',
    'The image does not exist.',
  ),
  refused(
    'OperationNotPermittedException',
    'any other refusal for good',
    'The operation is not permitted.',
  ),
];

/** A wait that takes long, as opposed to a copy that does. */
export const LATE_WAIT: Scenario = {
  name: 'SourceNotReady',
  when: 'an image has been waiting for longer than `lateAfterHours`',
  async play(stage) {
    stage.sim.world.createImage(HOME, {
      name: IMAGE,
      state: 'PENDING',
      tags: { 'replicate:to': EU },
    });
    await stage.look(IMAGE);
    stage.clock.advance(6 * 60);
    await stage.tick();
  },
};

/** The region is not one, though it is written like one. */
export const MISSPELT_REGION: Scenario = {
  name: 'RegionUnavailable',
  when: 'a region does not exist',
  async play(stage) {
    stage.sim.world.disableRegion(MISSPELT);
    build(stage, { 'replicate:to': `${MISSPELT}=cad-eu ap-south-1` });
    await waitTenMinutes(stage);
  },
};
