import type { EndpointFacts, Source } from '../model/facts.ts';
import type { Standing } from '../model/report.ts';
import type { Cell, Endpoint, Manifest } from '../model/scenario.ts';
import type { Control } from '../verdict/triangulate.ts';
import type { Batch } from '../probe/batch.ts';

/**
 * A place where flows can be tried: the cluster that kind makes, and others to come.
 *
 * Implementations decide nothing. They do what was planned and hand back what came out, unread. Disposal removes
 * whatever the run made, and has a deadline of its own, so that aborted runs clean up too. Every method ends early, by
 * rejecting, when the run is aborted.
 */
export interface Environment extends AsyncDisposable {
  /** Identifies the run; every object that it makes is labelled with it. */
  readonly runId: string;
  /** One line for the report: what enforces the policies here, with versions. */
  readonly description: string;
  /** What a reader has to know before believing the report: whole sentences. */
  readonly notes: readonly string[];
  /**
   * Creates the objects and waits until their pods are Ready.
   *
   * @throws {@link EnvironmentError} when the API server refuses one, or pods do not become Ready.
   */
  apply(manifests: readonly Manifest[]): Promise<void>;
  /**
   * Flows that can be probed at the same time, one list after the other: asking for the next one ends what sends in the
   * one before. Absent where there is room for all.
   *
   * @throws {@link EnvironmentError} when what was sending does not end.
   */
  waves?<F extends Cell>(flows: readonly F[]): AsyncIterable<readonly F[]>;
  /**
   * Makes every endpoint that is in the wave able to send (probe pods, ephemeral containers) and tells where each one is.
   *
   * @throws {@link EnvironmentError} when an endpoint has no Ready pod.
   */
  resolve(endpoints: readonly Endpoint[]): Promise<Resolved>;
  /** What the receivers among the endpoints are now, by endpoint name; asked after the probes of a stage. */
  facts(endpoints: readonly Endpoint[]): Promise<ReadonlyMap<string, EndpointFacts>>;
  /** The policies that stand where the endpoints are; none where all that stands is what the run applied. */
  policies(endpoints: readonly Endpoint[]): Promise<Standing>;
  /**
   * Proves on every node that a path which is open closes when a policy denies it, or begins to. Where flows are observed
   * and not judged, a note tells what that showed.
   *
   * @throws {@link EnforcementError} when it stays open; {@link Environment.facts} does, where that shows later.
   */
  checkEnforcement(): Promise<void>;
  /** Waits until what was applied before is in force on every node, and resolves to the milliseconds that it took. */
  awaitEnforcement(): Promise<number>;
  /**
   * Runs a batch at its source and resolves to its standard output, complete or not: the caller counts what is missing.
   * `onLaunched` is called as soon as all of its probes were started, when they only wait for their answers.
   *
   * @throws {@link EnvironmentError} when the batch could not be started.
   */
  probe(source: Source, batch: Batch, onLaunched: () => void): Promise<string>;
  /** Sources that may start their probes at the same time without being in each other's way. */
  readonly launchers: number;
  /**
   * Makes a pod of the run's own listen on these TCP ports, that flows which were dropped can be told apart with: no
   * policy of the scenario is meant to select it. Undefined where there can be none.
   */
  control(ports: readonly number[]): Promise<Control | undefined>;
  /**
   * Runs many batches elsewhere, so that this machine is not the limit, and resolves to their outputs, in their order;
   * what did not come back whole is undefined, and can be probed from here. Absent where this machine does it all.
   *
   * @throws {@link EnvironmentError} when nothing could be started.
   */
  probeElsewhere?(requests: readonly ProbeRequest[]): Promise<readonly (string | undefined)[]>;
  /** What a person types to run a command where a source is; empty where nothing of it stands when the run has ended. */
  byHand(command: string, source: Source, sender: Endpoint): string;
}

/** A batch, and where it is to be run. */
export interface ProbeRequest {
  readonly source: Source;
  readonly batch: Batch;
}

/** The endpoints as the environment holds them now. */
interface Resolved {
  readonly sources: readonly Source[];
  /** By endpoint name; an endpoint that only sends has none. */
  readonly facts: ReadonlyMap<string, EndpointFacts>;
  /** Addresses of hosts that the environment runs itself, by endpoint name; absent where it runs none. */
  readonly hosts?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Receives what the run is doing, for a person who waits. */
export interface Progress {
  /** A step began; it ends when the next one begins, or with the run. */
  step(title: string): void;
  /** How far the current step is: "probes 120/300". */
  detail(text: string): void;
}

/** Tells nobody. */
export const silent: Progress = { step: () => undefined, detail: () => undefined };
