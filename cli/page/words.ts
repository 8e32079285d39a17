/* Times, names and hints as HTML. */

import { parseImageArn } from '../../lib/core/image.ts';
import { clock } from '../../lib/core/message/email.ts';
import { partitionOf } from '../../lib/core/region.ts';
import { isCommand } from '../render/words.ts';
import { type Html, html } from './html.ts';

/** A moment for people and machines. */
export function moment(time: string): Html {
  return html`<time datetime="${time}">${clock(time)}</time>`;
}

/** A name from outside in a line of ours: it cannot turn the direction of what stands around it. */
export function name(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/** From where to where. */
export function route(image: string, region: string): Html {
  return html`${name(image)} <span class="arrow" aria-hidden="true">→</span><span class="unseen">to</span> ${name(region)}`;
}

/** A hint, line by line. A command stands alone, and a click selects it whole. */
export function hint(text: string): Html[] {
  return text.split('\n').map((line) => (isCommand(line) ? command(line) : html`<p>${line}</p>`));
}

/** A command whose lines break between its words only, as far as they fit. */
function command(line: string): Html {
  const words = line.split(' ').map((word, index) => html`${index > 0 && ' '}<span>${word}</span>`);
  return html`<pre><code>${words}</code></pre>`;
}

/** The account that owns the images, where there are any. */
export function account([image]: readonly { readonly arn: string }[]): Html | undefined {
  const owner = parseImageArn(image?.arn ?? '')?.account;
  return owner === undefined ? undefined : html` · account ${owner}`;
}

/** Leads to the images of a region in AWS's console; undefined in partitions whose console has another name. */
export function consoleLink(region: string): Html | undefined {
  const host = {
    aws: `${region}.console.aws.amazon.com`,
    'aws-us-gov': 'console.amazonaws-us-gov.com',
  }[partitionOf(region)];
  return host === undefined
    ? undefined
    : html` · <a href="https://${host}/appstream2/home?region=${region}#/images">AWS console</a>`;
}
