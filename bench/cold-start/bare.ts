/** Nothing at all. */
export function handler(): void {}
