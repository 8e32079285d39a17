import type { History, Step } from '../machine/history.ts';

const HOME = 'us-east-1';
const event: Step = { do: 'run', stack: HOME, on: { event: 0 } };
const sweep: Step = { do: 'run', stack: HOME, on: 'sweep' };
const build = (image: string, tags: Record<string, string>, region = HOME): Step => ({
  do: 'build',
  image,
  region,
  tags,
  minutes: 0,
});

const [A, B, C] = ['111122223333', '444455556666', '777788889999'];
const share = (accounts: string): Step => ({
  do: 'tag',
  image: 'cad',
  region: HOME,
  set: { 'replicate:share': accounts },
  remove: [],
});

/** What the product does every day, and what it does when something is not as it should be. */
export const SCENARIOS: Readonly<Record<string, readonly Step[]>> = {
  'a new image for two regions': [
    build('cad', { 'replicate:to': 'eu-west-1 ap-southeast-2=x', team: 'a' }),
    event,
  ],
  'a copy that fails once': [
    { do: 'copies', minutes: 5, failing: 1 },
    build('cad', { 'replicate:to': 'eu-west-1' }),
    event,
  ],
  'two images and a quota of one': [
    { do: 'quota', region: 'eu-west-1', copies: 1, images: 10 },
    build('cad', { 'replicate:to': 'eu-west-1' }),
    build('office', { 'replicate:to': 'eu-west-1' }),
    sweep,
  ],
  'a rule with a mistake, which is corrected': [
    build('cad', { 'replicate:to': 'europe' }),
    event,
    // What a dead run could not announce is announced minutes later, if it is not corrected before.
    { do: 'pass', minutes: 6, ticks: 0 },
    sweep,
    { do: 'tag', image: 'cad', region: HOME, set: { 'replicate:to': 'eu-west-1' }, remove: [] },
    event,
  ],
  'a name that is taken': [
    build('x', {}, 'eu-west-1'),
    build('cad', { 'replicate:to': 'eu-west-1=x' }),
    event,
  ],
  'a rule that is removed while its copy is in flight': [
    build('cad', { 'replicate:to': 'eu-west-1' }),
    event,
    sweep,
    { do: 'tag', image: 'cad', region: HOME, set: {}, remove: ['replicate:to'] },
    event,
  ],
  'a replica that is shared, then with others': [
    build('cad', { 'replicate:to': 'eu-west-1', 'replicate:share': `${A} ${B}=both` }),
    event,
    { do: 'live', hours: 1 },
    share(`${B}=builder ${C}`),
    sweep,
  ],
  'a replica that AWS refuses to share': [
    build('cad', { 'replicate:to': 'eu-west-1', 'replicate:share': A }),
    event,
    {
      do: 'fault',
      operation: 'UpdateImagePermissions',
      times: 20,
      effect: { error: 'OperationNotPermittedException' },
    },
    { do: 'live', hours: 1 },
    share(B),
    sweep,
    { do: 'live', hours: 1 },
  ],
};

/** The scenario as a history of one stack. */
export function historyOf(scenario: string): History {
  return { stacks: [HOME], shareAccounts: [A, B, C], steps: SCENARIOS[scenario] ?? [] };
}
