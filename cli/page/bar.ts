/* A bar that shows a share of the longest value. */

import { type Html, html } from './html.ts';

/**
 * A bar as long as its share of the longest, for a value that stands beside it as text. With a second value, which is
 * not larger, the part up to it is darker.
 */
export function bar(value: number, longest: number, part = value): Html {
  const share = (seconds: number) =>
    longest > 0 ? Math.round((seconds / longest) * 1000) / 10 : 0;
  return html`<svg class="bar" aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none"><rect class="whole" width="${share(value)}" height="4"/><rect class="part" width="${share(part)}" height="4"/></svg>`;
}
