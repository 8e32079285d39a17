/* The notes of a release: the newest section of the changelog. */

/** The newest section that says anything. @throws when there is none */
export function releaseNotes(changelog: string): string {
  const [, ...sections] = changelog.split(/^## .*$/m).map((section) => section.trim());
  const newest = sections.find((section) => section !== '');
  if (newest === undefined) throw new Error('the changelog has no section that says anything');
  return `${newest}\n`;
}
