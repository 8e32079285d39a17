/* The status page: one HTML file that needs no script and no network. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseImageArn } from '../../lib/core/image.ts';
import type { Overview } from '../overview/overview.ts';
import { attention } from './attention.ts';
import { fleets } from './fleets.ts';
import { heldUp } from './held-up.ts';
import { Html, html } from './html.ts';
import { matrix } from './matrix.ts';
import { oldReplicas } from './old-replicas.ts';
import { notReplicated } from './others.ts';
import { contents, type Section, sectionMarkup } from './section.ts';
import { symbols } from './state.ts';
import { sentence, summary } from './summary.ts';
import { times } from './times.ts';
import { consoleOf, moment, name } from './words.ts';

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

/** The overview as one HTML page that stands alone. Times are relative to when AWS was asked. */
export function renderPage(overview: Overview): string {
  const sections = sectionsOf(overview);
  const page = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>AppStream images of ${overview.region}: ${sentence(overview)}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
${symbols()}
<header><h1>AppStream images of ${name(overview.region)} and their replicas</h1>
<p>${origin(overview)}</p>
${sections.length > 1 && contents(sections)}</header>
<main>
${summary(overview)}
${sections.map(sectionMarkup)}</main>
<footer><p>Written by AppStream Image Replicator.</p></footer>
</body>
</html>
`;
  return `<!doctype html>\n${page}`;
}

/** When, of which account, and where the images are in AWS's console. */
function origin({ at, region, images }: Overview): Html {
  const account = parseImageArn(images[0]?.arn ?? '')?.account;
  const console = consoleOf(region);
  return html`As of ${moment(at)}${account && html` · account ${account}`}${console && html` · <a href="${console}">AWS console</a>`}`;
}

/** What somebody has to do something about comes first, where there is such a thing. */
function sectionsOf(overview: Overview): Section[] {
  const isAllIgnored = overview.images.every(({ kind }) => kind === 'ignored');
  const first = isAllIgnored ? [] : [attention(overview)];
  const isQuiet = first.every(({ title }) => title.endsWith('(0)'));
  return [
    ...(isQuiet ? [] : first),
    matrix(overview),
    ...(isQuiet ? first : []),
    heldUp(overview),
    fleets(overview),
    oldReplicas(overview),
    times(overview),
    notReplicated(overview),
  ].filter((section) => section !== undefined);
}
