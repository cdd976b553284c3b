import type { Cell, Flow, Port } from './scenario.ts';

/** A port as scenarios write it: `8000`, `53/dns`; tcp goes without saying. */
export function portLabel({ number, protocol }: Port): string {
  return protocol === 'tcp' ? String(number) : `${number}/${protocol}`;
}

/** A flow as scenarios write it: `gateway → task-api:8000`. */
export function flowLabel({ from, to, port }: Cell): string {
  return `${from} → ${to}:${portLabel(port)}`;
}

/** What is declared of a flow, as the name of a test: `gateway → task-api:8000 is allowed`. */
export function expectationLabel(flow: Flow): string {
  return `${flowLabel(flow)} is ${flow.expect}`;
}
