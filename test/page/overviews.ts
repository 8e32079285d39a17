import type { AccountOverview } from '../../cli/overview/account.ts';
import type { DestinationView, ImageView, Overview } from '../../cli/overview/overview.ts';
import { KNOWN_REGIONS } from '../../lib/core/region.ts';
import { arnOf, HOME, minutesAgo, NOW } from '../support/builders.ts';

/** An overview of these images, as of {@link NOW}. */
export function overviewOf(...images: readonly ImageView[]): Overview {
  return { version: '2', at: NOW.toISOString(), region: HOME, tagPrefix: 'replicate', images };
}

/** A replicated image with a valid rule. */
export function imageView(part: Partial<ImageView> = {}): ImageView {
  const { name = 'cad' } = part;
  return {
    name,
    arn: arnOf(HOME, name),
    state: 'AVAILABLE',
    createdAt: minutesAgo(240).toISOString(),
    kind: 'replicated',
    rule: { next: 'nothing', problems: [] },
    destinations: [],
    ...part,
  };
}

/** A destination in which the replica has been AVAILABLE for an hour. */
export function destinationView(part: Partial<DestinationView> = {}): DestinationView {
  return {
    region: 'eu-west-1',
    name: 'cad',
    state: 'AVAILABLE',
    since: minutesAgo(60).toISOString(),
    startedAt: minutesAgo(100).toISOString(),
    secondsTaken: 40 * 60,
    attempts: 1,
    next: { do: 'nothing', reason: 'AVAILABLE is final for this rule' },
    ...part,
  };
}

/** One destination in each state. */
export const EVERY_STATE: readonly DestinationView[] = [
  destinationView(),
  destinationView({ region: 'eu-west-2', state: 'COPYING', secondsTaken: undefined }),
  destinationView({
    region: 'eu-central-1',
    state: 'WAITING',
    secondsTaken: undefined,
    attempts: 0,
    reason: { code: 'CopyQuota', message: 'two copies run', hint: '' },
    next: { do: 'copy', reason: 'there is no replica yet' },
  }),
  destinationView({
    region: 'sa-east-1',
    state: 'FAILED',
    secondsTaken: undefined,
    reason: {
      code: 'NameTaken',
      message: 'another image has the name',
      hint: 'Delete it:\naws appstream delete-image --name cad',
    },
  }),
  {
    region: 'ca-west-1',
    state: 'PENDING',
    attempts: 0,
    next: { do: 'copy', reason: 'there is no replica yet' },
  },
];

/** An account of these source regions, and one more that cannot be read, as of {@link NOW}. */
export function accountOf(...overviews: readonly Overview[]): AccountOverview {
  const regions = overviews.map((overview) => ({ region: overview.region, overview }));
  const error = `AccessDeniedException: ${NASTY}`;
  return {
    version: '1',
    at: NOW.toISOString(),
    regions: [...regions, { region: 'eu-south-1', error }],
    skipped: [
      { region: 'eu-west-3', reason: 'no stack' },
      { region: 'ap-south-1', reason: 'not enabled' },
    ],
  };
}

const NASTY =
  `</style></title><script>document.title='taken'</script><img src=x onerror="document.title='taken'">` +
  `" autofocus onfocus="document.title='taken'" x='\u202Etxet desrever\u0000 שלום &lt;`;

/** Text that means harm wherever text can stand. */
export const HOSTILE: Overview = {
  ...overviewOf(
    imageView({
      name: NASTY,
      arn: NASTY,
      state: NASTY,
      rule: { next: 'report', problems: [NASTY], hint: `${NASTY}\naws ${NASTY}` },
      destinations: [
        destinationView({
          region: NASTY,
          name: NASTY,
          state: 'FAILED',
          reason: { code: NASTY, message: NASTY, hint: `aws ${NASTY}` },
          next: { do: 'nothing', reason: NASTY },
        }),
        destinationView({
          state: 'WAITING',
          reason: { code: NASTY, message: NASTY, hint: NASTY },
        }),
      ],
    }),
    imageView({ name: NASTY, kind: 'ignored', reason: NASTY, rule: undefined }),
    imageView({ name: NASTY, kind: 'unread', reason: NASTY, rule: undefined }),
  ),
  region: NASTY,
  tagPrefix: NASTY,
};

/** As many images as asked for, each with a destination in every one of as many regions; all states occur. */
export function largeOverview(images: number, regions: number): Overview {
  const views = Array.from({ length: images }, (_, image) => {
    const name = `department-application-2026-${String(image).padStart(3, '0')}`;
    const destinations = KNOWN_REGIONS.slice(0, regions).map((region, column): DestinationView => {
      const kind = (image * 7 + column * 3) % 17;
      const view = EVERY_STATE[kind < EVERY_STATE.length ? kind : 0] ?? destinationView();
      return { ...view, region, ...(view.secondsTaken && { secondsTaken: 600 + kind * 240 }) };
    });
    return imageView({ name, destinations });
  });
  return overviewOf(...views);
}
