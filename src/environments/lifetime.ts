/** Seconds after which whatever a run made ends by itself, should nothing else end it. */
export const lifetimeSeconds = 3600;
