/** What is wrong on purpose in a simulated cluster. */
export interface Faults {
  /** Milliseconds that every packet of a pod takes longer on its way out. */
  readonly delayMs?: number | undefined;
  /** Percentage of the packets of every pod that are lost on their way out. */
  readonly lossPercent?: number | undefined;
  /** Endpoints that nothing listens at. */
  readonly dead?: readonly string[] | undefined;
  /** DNS servers take queries and never answer. */
  readonly silentDns?: boolean | undefined;
}

const readers: Readonly<Record<string, (value: string, so: Faults) => Faults | undefined>> = {
  delay: (value, so) => {
    const match = /^(\d+)(ms|s)$/.exec(value);
    return match ? { ...so, delayMs: Number(match[1]) * (match[2] === 's' ? 1000 : 1) } : undefined;
  },
  loss: (value, so) => {
    const percent = Number(/^(\d+(?:\.\d)?)%$/.exec(value)?.[1]);
    return percent > 0 && percent <= 100 ? { ...so, lossPercent: percent } : undefined;
  },
  dead: (value, so) => (value === '' ? undefined : { ...so, dead: [...(so.dead ?? []), value] }),
  dns: (value, so) => (value === 'silent' ? { ...so, silentDns: true } : undefined),
};

/** What {@link parseFaults} reads. */
export const faultSyntax = 'delay=200ms, loss=5%, dead=ENDPOINT, dns=silent';

/** Reads `delay=200ms,loss=5%,dead=redis,dns=silent`; `undefined` where a part is none of these. */
export function parseFaults(text: string): Faults | undefined {
  let faults: Faults | undefined = {};
  for (const part of text.split(',')) {
    const [, name = '', value = ''] = /^([a-z]+)=(.*)$/.exec(part.trim()) ?? [];
    faults = faults && (Object.hasOwn(readers, name) ? readers[name]?.(value, faults) : undefined);
  }
  return faults;
}

/** The faults in words, for the report. */
export function describeFaults({ delayMs, lossPercent, dead = [], silentDns }: Faults): string[] {
  return [
    ...(delayMs === undefined ? [] : [`every packet of a pod is ${delayMs} ms late`]),
    ...(lossPercent === undefined ? [] : [`${lossPercent} % of the packets of pods are lost`]),
    ...dead.map((endpoint) => `nothing listens at ${endpoint}`),
    ...(silentDns ? ['DNS servers do not answer'] : []),
  ];
}
