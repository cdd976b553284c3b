/** The signal of whatever tidies up: an aborted run removes what it had made, too. */
export const neverAborted: AbortSignal = new AbortController().signal;
