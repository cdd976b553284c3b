/**
 * Deals senders out to waves, whose probe pods together are no more than there may be at a time. A sender's pods stay
 * together, since a flow is judged by all of them; one that has more pods than that has a wave of its own. No wave is
 * empty.
 *
 * @param senders - The number of probe pods by sender.
 */
export function wavesOf(senders: ReadonlyMap<string, number>, maxPods: number): ReadonlySet<string>[] {
  const waves: { senders: Set<string>; pods: number }[] = [];
  for (const [sender, pods] of senders) {
    const roomy = waves.find((wave) => wave.pods + pods <= maxPods);
    if (roomy) {
      roomy.senders.add(sender);
      roomy.pods += pods;
    } else {
      waves.push({ senders: new Set([sender]), pods });
    }
  }
  return waves.map((wave) => wave.senders);
}
