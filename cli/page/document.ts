/* The document around the sections of the page: one HTML file that needs no script and no network. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Html, html } from './html.ts';
import { contents, type Link } from './section.ts';
import { symbols } from './state.ts';

/** The looks of the page, which are part of it; with the line ends that a browser makes of all line ends. */
const STYLE = ['page', 'parts', 'matrix', 'media']
  .map((file) => readFileSync(new URL(`./style/${file}.css`, import.meta.url), 'utf8'))
  .join('\n')
  .replaceAll('\r\n', '\n');

/** Nothing is loaded and nothing is run; no style but this page's own holds. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What a page consists of. */
export interface Parts {
  readonly title: string;
  readonly heading: Html;
  /** When and of which account. */
  readonly origin: Html;
  /** Where on the page is what. */
  readonly links: readonly Link[];
  readonly main: readonly Html[];
}

/** The parts as one HTML page that stands alone. */
export function renderDocument({ title, heading, origin, links, main }: Parts): string {
  const page = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
${symbols()}
<header><h1>${heading}</h1>
<p>${origin}</p>
${links.length > 1 && contents(links)}</header>
<main>
${main}</main>
<footer><p>Written by AppStream Image Replicator.</p></footer>
</body>
</html>
`;
  return `<!doctype html>\n${page}`;
}
