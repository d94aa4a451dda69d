/** How long to wait before the next try: 1 s, 2 s, 4 s … 30 s, each ± 30 % so that clients part. */
export function backoffMs(failures, random = Math.random) {
  const whole = Math.min(30_000, 1_000 * 2 ** Math.min(failures, 5));
  return Math.round(whole * (0.7 + 0.6 * random()));
}
