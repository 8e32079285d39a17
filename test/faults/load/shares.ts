import type { Traffic } from './traffic.ts';

/** Calls of some minutes, and the share of them that was throttled. */
export function sharesOf(minutes: Traffic['minutes']): { calls: number; throttled: number } {
  // A minute without calls is a hole.
  const sum = (key: 'calls' | 'throttled') =>
    minutes.reduce((total, minute) => total + (minute?.[key] ?? 0), 0);
  const calls = sum('calls');
  return { calls, throttled: calls === 0 ? 0 : sum('throttled') / calls };
}
