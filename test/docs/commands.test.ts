import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shellWords } from '../support/aws.ts';
import { commandsOf, isMarked } from './commands.ts';
import { type Console, openConsole } from './console.ts';
import { inspect } from './inspect.ts';
import { PAGES, readPage } from './markdown.ts';

let terminal: Console;
const environment = { ...process.env };
beforeEach(async () => {
  terminal = await openConsole();
});
afterEach(async () => {
  await terminal.close();
  process.env = { ...environment };
});

const pages = PAGES.map(readPage)
  .map(({ path, blocks }) => ({ path, blocks: blocks.filter(({ language }) => language === 'sh') }))
  .filter(({ blocks }) => blocks.length > 0);

describe.each(pages)('$path', ({ blocks }) => {
  test('the commands run as the page says, one after the other', async () => {
    for (const command of blocks.filter((block) => !isMarked(block)).flatMap(commandsOf)) {
      expect([command.text, await terminal.run(command.text)]).toEqual([
        command.text,
        command.exit,
      ]);
    }
  });

  test('the commands that cannot run here name existing scripts, parameters, operations and flags', () => {
    for (const { text } of blocks.filter(isMarked).flatMap(commandsOf)) {
      const command = /^\w+=\$\((.*)\)$/.exec(text)?.[1] ?? text;
      expect(() => inspect(shellWords(command))).not.toThrow();
    }
  });
});

describe('a page would fail', () => {
  test.each([
    ['with a command that nobody knows', 'rm -rf build'],
    ['with an operation that AppStream has not', 'aws appstream copy-images --region us-east-1'],
    ['with a flag that is misspelt', 'aws appstream delete-image --region us-east-1 --nam cad'],
    ['with an image that is not there', 'aws appstream delete-image --region us-east-1 --name x'],
    ['with a parameter that the stack has not', 'npx serverless deploy --param=mail=x'],
    ['with a script that is not there', 'npm run simulator'],
    ['with a shell’s own tricks', 'aws appstream describe-images --region us-east-1 > images'],
  ])('%s', async (_, command) => {
    await expect(terminal.run(command)).rejects.toThrow();
  });

  test('with a parameter that the stack has not, in a command that is not run', () => {
    const command = shellWords('npx appstream-image-replicator deploy --param mail=x');
    expect(() => inspect(command)).toThrow('not a command of this project');
  });

  test('with a comment that gives no reason for not running its commands', () => {
    const block = { language: 'sh', text: 'npm ci', mark: 'not now' };
    expect(() => isMarked(block)).toThrow('not now');
  });
});
