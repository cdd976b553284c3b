/**
 * Resolves to what all resolve to. Unlike `Promise.all` it waits for every one, whatever becomes of the others: none is
 * under way any more when the first failure leads to the clean-up.
 *
 * @throws what the first of them in order rejected with.
 */
export async function settleAll<T extends readonly Promise<unknown>[] | []>(
  tasks: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(tasks);
  return await Promise.all(tasks);
}
