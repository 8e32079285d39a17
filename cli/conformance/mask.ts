/* Takes accounts, people and resources out of a text that is to be shown to others. */

/** The text without account ids, callers and the names in ARNs. */
export function masked(text: string): string {
  return text
    .replaceAll(/arn:[a-z-]+:(?:iam|sts):[^\s,;"']*/g, 'the caller')
    .replaceAll(/arn:[a-z-]+:[^\s,;"']*/g, 'a resource')
    .replaceAll(/(?<!\d)\d{12}(?!\d)/g, '************');
}
