/**
 * Deals senders out to turns, whose probe pods together are no more than there may be at a time. A sender's pods stay
 * together, since a flow is judged by all of them; one that has more pods than that has a turn of its own. No turn is
 * empty.
 *
 * @param senders - The number of probe pods by sender.
 */
export function turnsOf(senders: ReadonlyMap<string, number>, maxPods: number): ReadonlySet<string>[] {
  const turns: { senders: Set<string>; pods: number }[] = [];
  for (const [sender, pods] of senders) {
    const roomy = turns.find((turn) => turn.pods + pods <= maxPods);
    if (roomy) {
      roomy.senders.add(sender);
      roomy.pods += pods;
    } else {
      turns.push({ senders: new Set([sender]), pods });
    }
  }
  return turns.map((turn) => turn.senders);
}
