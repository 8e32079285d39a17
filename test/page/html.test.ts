import { describe, expect, test } from '@jest/globals';
import { html } from '../../cli/page/html.ts';

describe('text from outside', () => {
  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['</style><b>', '&lt;/style&gt;&lt;b&gt;'],
    ['" onclick="x', '&quot; onclick=&quot;x'],
    ["' onclick='x", '&#39; onclick=&#39;x'],
    ['&lt;', '&amp;lt;'],
    ['a\u202Eb\u2066c', 'a\uFFFDb\uFFFDc'],
    ['a\u0000b\u001B[2Jc\u0085', 'a\uFFFDb\uFFFD[2Jc\uFFFD'],
    ['line\n\ttab', 'line\n\ttab'],
    ['\uD800', '\uFFFD'],
    ['שלום Zürich 日本 🎉', 'שלום Zürich 日本 🎉'],
  ])('%j is harmless', (text, harmless) => {
    expect(`${html`<p title="${text}">${text}</p>`}`).toBe(
      `<p title="${harmless}">${harmless}</p>`,
    );
  });
});

test('HTML within HTML is kept, lists are joined, and what is absent leaves nothing', () => {
  const items = ['<a>', '<b>'].map((text) => html`<li>${text}</li>`);
  expect(`${html`<ul>${items}${undefined}${false}</ul>${0}`}`).toBe(
    '<ul><li>&lt;a&gt;</li><li>&lt;b&gt;</li></ul>0',
  );
});
