import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PAGES, readPage, TOP_PAGES } from './markdown.ts';

describe.each(PAGES)('%s', (path) => {
  const page = readPage(path);
  const relative = page.links.filter((link) => !/^[a-z]+:/.test(link));

  test('every relative link leads to a file of the project, and to a heading where it names one', () => {
    const broken = relative.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      if (target.startsWith('..') || !existsSync(target)) return true;
      return (
        anchor !== undefined && target.endsWith('.md') && !readPage(target).anchors.has(anchor)
      );
    });
    expect(broken).toEqual([]);
  });

  test('every other link is https', () => {
    const others = page.links.filter((link) => !relative.includes(link));
    expect(others.filter((link) => !link.startsWith('https://'))).toEqual([]);
  });

  test('every fenced block is found, also in the steps of a list', () => {
    const fences = page.text.match(/^ *```/gm) ?? [];
    expect(page.blocks).toHaveLength(fences.length / 2);
  });

  test('every block of JSON parses', () => {
    for (const { language, text } of page.blocks) {
      if (language === 'json') expect(() => JSON.parse(text)).not.toThrow();
    }
  });
});

test('every page is linked from another one', () => {
  const linked = PAGES.flatMap((path) =>
    readPage(path).links.map((link) => posix.join(posix.dirname(path), link.split('#')[0] ?? '')),
  );
  const pages = PAGES.filter((path) => ![...TOP_PAGES, 'docs/README.md'].includes(path));
  expect(pages.filter((path) => !linked.includes(path))).toEqual([]);
});
