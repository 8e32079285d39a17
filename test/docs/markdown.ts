import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { lexer, type Token, type Tokens, walkTokens } from 'marked';

const PROJECT = join(import.meta.dirname, '../..');

/** A fenced block of code. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** What the comment before the block says, for example `needs AWS: deploys`. */
  readonly mark: string | undefined;
}

/** A page, taken apart. */
export interface Page {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
  readonly links: readonly string[];
  /** What a link can point to after `#`. */
  readonly anchors: ReadonlySet<string>;
  readonly blocks: readonly Block[];
  readonly tables: readonly Table[];
}

export interface Table {
  /** The heading above the table. */
  readonly heading: string;
  readonly head: readonly string[];
  /** Cells as they are written. */
  readonly rows: readonly (readonly string[])[];
}

/** The pages in the project's own folder. */
export const TOP_PAGES: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
];

/** Every page of the documentation: those in the project's own folder, and all in docs. */
export const PAGES: readonly string[] = [
  ...TOP_PAGES,
  ...readdirSync(join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md')),
];

/** Reads a page. @throws when there is none */
export function readPage(path: string): Page {
  const text = readFileSync(join(PROJECT, path), 'utf8');
  const tokens = lexer(text);
  const links: string[] = [];
  void walkTokens(tokens, (token) => {
    if (token.type === 'link' || token.type === 'image') links.push(token.href);
  });
  const slugger = new GithubSlugger();
  const anchors = tokens.filter(isHeading).map((token) => slugger.slug(plain(token)));
  return {
    path,
    text,
    links,
    anchors: new Set(anchors),
    blocks: blocksOf(tokens),
    tables: tablesOf(tokens),
  };
}

function blocksOf(tokens: readonly Token[]): Block[] {
  const solid = withoutLists(tokens).filter(({ type }) => type !== 'space');
  return solid.flatMap((token, at) => {
    if (!isFenced(token)) return [];
    const before = solid[at - 1];
    const mark = before && /^<!-- (.*?) -->\s*$/.exec(before.raw)?.[1];
    return [{ language: token.lang ?? '', text: token.text, mark }];
  });
}

/** The tokens with those of the steps of a list in place of the list. */
function withoutLists(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) =>
    isList(token) ? token.items.flatMap((item) => withoutLists(item.tokens)) : [token],
  );
}

function tablesOf(tokens: readonly Token[]): Table[] {
  let heading = '';
  return tokens.flatMap((token) => {
    if (isHeading(token)) heading = plain(token);
    if (!isTable(token)) return [];
    const cells = (row: readonly Tokens.TableCell[]) => row.map(({ text }) => text);
    return [{ heading, head: cells(token.header), rows: token.rows.map(cells) }];
  });
}

function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading';
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table';
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}

function isFenced(token: Token): token is Tokens.Code {
  return token.type === 'code' && token.codeBlockStyle !== 'indented';
}

/** A heading's text as GitHub makes its anchor of it. */
function plain({ text }: Tokens.Heading): string {
  return text.replaceAll(/[`*]/g, '');
}
