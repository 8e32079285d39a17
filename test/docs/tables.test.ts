import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { replicationOf } from '../../lib/core/decision/decision.ts';
import { untilNextAttempt } from '../../lib/core/decision/replica.ts';
import {
  DENIED_MINUTES,
  INVISIBLE_MINUTES,
  MAX_ATTEMPTS,
  REGION_MINUTES,
} from '../../lib/core/limits.ts';
import { WAITS } from '../../lib/core/message/wait-code.ts';
import { ruleKeys } from '../../lib/core/tags/keys.ts';
import { formatStatus } from '../../lib/core/tags/status.ts';
import { everyMessage, PLAYING_TIME, withMessage } from '../messages/announced.ts';
import { LATE_WAIT } from '../messages/scenarios.ts';
import { destinationOf, KEYS, NOW, statusOf } from '../support/builders.ts';
import { stackParameters } from './inspect.ts';
import { readPage, type Table } from './markdown.ts';

function tableOf(path: string, heading: string, column: string): Table {
  const found = readPage(path).tables.find(
    (table) => table.heading === heading && table.head.includes(column),
  );
  if (!found) throw new Error(`${path} has no table with '${column}' under '${heading}'`);
  return found;
}

/** The words in backquotes in the first column. */
function names({ rows }: Table): string[] {
  return rows.flatMap(([first = '']) =>
    [...first.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

describe('parameters', () => {
  const parameters = stackParameters();
  const inDeploy = tableOf('docs/deploy.md', 'Parameters', 'parameter');

  test('every parameter of the stack is in the table of docs/deploy.md, and no other', () => {
    expect(names(inDeploy).toSorted()).toEqual([...parameters.keys()].toSorted());
  });

  test('the defaults in docs/deploy.md are those of the stack', () => {
    for (const [name = '', value = ''] of inDeploy.rows) {
      const key = name.replaceAll('`', '');
      if (!parameters.has(key)) continue;
      const words = value.startsWith('`') || /^\d/.test(value) ? value.replaceAll('`', '') : '';
      expect([key, words]).toEqual([key, parameters.get(key)]);
    }
  });
});

test('the keys of a rule are those that the code knows', () => {
  const page = tableOf('docs/reference/tags.md', 'Tags that you write on a source image', 'key');
  expect(page.rows.map(([key = '']) => key.replaceAll('`', ''))).toEqual(ruleKeys(KEYS));
});

test('the facts of a status are those that the code writes', () => {
  const full = statusOf({ code: 'NotVisible', blocked: NOW, due: NOW });
  const shared = statusOf({ word: 'AVAILABLE', share: '0123abcd', sharing: NOW, unshared: NOW });
  const written = [full, { ...full, late: true }, shared].flatMap((status) =>
    formatStatus(status)
      .split(' ')
      .flatMap((fact) => /^(\w+)=/.exec(fact)?.[1] ?? []),
  );
  const page = tableOf('docs/reference/tags.md', 'Tags that the replicator writes', 'fact');
  expect(names(page).toSorted()).toEqual([...new Set(written)].toSorted());
});

test('the table of waits has a row for every code, and a last one for codes of AWS', () => {
  const page = tableOf('docs/reference/tags.md', 'Why a destination waits', 'code');
  expect(names(page).slice(0, Object.keys(WAITS).length).toSorted()).toEqual(
    Object.values(WAITS).toSorted(),
  );
  expect(page.rows).toHaveLength(Object.keys(WAITS).length + 1);
});

test(
  'the guide lists exactly the message attributes that are sent',
  async () => {
    const sent = (await everyMessage()).flatMap(({ attributes }) => Object.keys(attributes));
    const { text } = readPage('docs/messages.md');
    const [, list = ''] = /attributes that a filter policy can use: ([^.]*)\./.exec(text) ?? [];
    const listed = [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual([...new Set(sent)].toSorted());
  },
  PLAYING_TIME,
);

test(
  'every message has the fields that the reference says, and no others',
  async () => {
    const late = await withMessage(LATE_WAIT, ({ message }) => message);
    const messages = [...(await everyMessage()).map(({ message }) => message), late];
    const { head, rows } = tableOf('docs/reference/messages.md', 'Fields', 'field');
    const wrong = rows.flatMap((cells) =>
      messages.flatMap((message) => {
        const said = cells[head.indexOf(`\`${message.outcome}\``)];
        const path = (cells[0] ?? '').replaceAll('`', '').split('.');
        const parent = path
          .slice(0, -1)
          .reduce<object>((at, name) => Object(Reflect.get(at, name)), message);
        const isThere = Reflect.get(parent, path.at(-1) ?? '') !== undefined;
        const hasParent = path.length === 1 || Object.keys(parent).length > 0;
        const isWrong = (said === 'yes' && hasParent && !isThere) || (said === '–' && isThere);
        return isWrong ? [`${message.outcome} ${path.join('.')}: ${said}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  },
  PLAYING_TIME,
);

/** The minutes between the failure of a copy and the next, as the decision gives them. */
function pauseAfter(attempts: number): string {
  const status = statusOf({ word: 'WAITING', since: NOW, code: WAITS.copyFailed, attempts });
  const replication = replicationOf(destinationOf({ status }), 'cad', status.rule);
  return /\d+ minutes/.exec(untilNextAttempt(replication)?.reason ?? '')?.[0] ?? 'at once';
}

test('the limits in time are those of the code', () => {
  const limits = tableOf('docs/reference/limits.md', 'Limits in time', 'after').rows.map((row) =>
    row.join(' '),
  );
  const parameters = stackParameters();
  const expected = [
    `\`lateAfterHours\` (${parameters.get('lateAfterHours')})`,
    `\`giveUpAfterHours\` (${parameters.get('giveUpAfterHours')})`,
    `refuses the account ${REGION_MINUTES} minutes on end`,
    `that IAM refuses ${DENIED_MINUTES} minutes on end`,
    `a copy that failed ${pauseAfter(1)}, the second time ${pauseAfter(2)} removed`,
    `${INVISIBLE_MINUTES} minutes copied again`,
    `${['no', 'one', 'two', 'three'][MAX_ATTEMPTS]} copies in all`,
  ];
  for (const part of expected) expect(limits).toContainEqual(expect.stringContaining(part));
});

test('the tree has every folder of the project, and no other', () => {
  const tree = readPage('docs/contributing.md').blocks.find(({ language }) => language === 'text');
  const named = (tree?.text ?? '').split('\n').map((line) => line.split(/\/\s/, 1)[0] ?? '');
  const ignored = readFileSync('.gitignore', 'utf8')
    .split('\n')
    .map((line) => line.replaceAll('/', ''));
  const present = readdirSync('.', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && ![...ignored, '.git'].includes(entry.name))
    .flatMap(({ name }) => [name, ...foldersIn(name)]);
  expect(named.toSorted()).toEqual(present.toSorted());
});

/** The folders in a folder, and in these. */
function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => posix.join(folder, name))
    .flatMap((path) => [path, ...foldersIn(path)]);
}

test('every name in "Where is X?" is in a file of its row', () => {
  const { rows } = tableOf('docs/contributing.md', 'Where is X?', 'where');
  for (const [question = '', where = ''] of rows) {
    const files = [...where.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) =>
      readFileSync(posix.join('docs', link), 'utf8'),
    );
    const names = [...where.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    const missing = names.filter((name) => !files.some((text) => text.includes(name)));
    expect([question, missing]).toEqual([question, []]);
  }
});
