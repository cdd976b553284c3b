import type { Picture, PlacedBox, Point } from '../../picture/lay-out-graph.ts';
import type { Attempt } from '../../model/report.ts';
import type { RunOutcome } from '../../verdict/summary.ts';
import type { Mark } from '../mark.ts';

/** What a page shows before anything is opened, in plain data; the page's own code reads nothing else. */
export interface PageData {
  /** The scenario, or the namespace that was probed. */
  readonly title: string;
  /** Where nobody declared anything, nothing can pass: it is observed. */
  readonly outcome: RunOutcome | 'observed';
  readonly headline: string;
  /** What has to be known before the verdict is believed. */
  readonly notes: readonly string[];
  readonly facts: readonly Fact[];
  /** Why the run ended early, and what is left of it. */
  readonly troubles: readonly Trouble[];
  readonly findings: readonly PageFinding[];
  /** Rows of the matrix; those of one namespace stand together. */
  readonly sources: readonly PageSource[];
  /** Columns of the matrix; those of one namespace stand together. */
  readonly targets: readonly PageTarget[];
  /** What cells can be. */
  readonly kinds: readonly CellKind[];
  readonly stages: readonly PageStage[];
  readonly graph: PageGraph;
  /** Of a page of many runs. */
  readonly history?: PageHistory | undefined;
  /** Flows in one piece of evidence. */
  readonly chunkSize: number;
  /** The run that this one is held against. */
  readonly since?: string | undefined;
  /** The file is written again and again, so that the page has to be loaded again. */
  readonly isWatched: boolean;
  /** What marks mean, where that is not what they mean in a run. */
  readonly meanings?: Readonly<Partial<Record<Mark, string>>> | undefined;
}

/** A label and what it stands for, a line each. */
export type Fact = readonly [label: string, lines: readonly string[]];

export interface Trouble {
  readonly title: string;
  readonly message: string;
  readonly hint: string;
}

export interface PageFinding {
  readonly title: string;
  readonly mark: Mark;
  readonly facts: readonly Fact[];
  /** The edit that mends it, as `git apply` takes it. */
  readonly diff?: string | undefined;
  /** Repeats the probe by hand. */
  readonly command?: string | undefined;
  /** Where the first of its flows is; absent for what is about no flow alone. */
  readonly stage?: number | undefined;
  readonly cell?: number | undefined;
}

export interface PageSource {
  readonly name: string;
  /** Absent for one outside of the cluster, and in reports that do not say it. */
  readonly namespace?: string | undefined;
}

export interface PageTarget extends PageSource {
  /** As scenarios write it: `8000`, `53/dns`. */
  readonly port: string;
}

export interface CellKind {
  readonly mark: Mark;
  /** Absent where nobody declared anything. */
  readonly expect?: 'allowed' | 'blocked' | undefined;
  readonly verdict: string;
}

export interface PageStage {
  readonly name: string;
  readonly description?: string | undefined;
  readonly counts: string;
  /** Absent where nothing was sent. */
  readonly timing?: string | undefined;
  /**
   * A character for each cell, row by row: a blank where nothing is probed, else the kind's place counted from
   * {@link firstKind}. Half a million cells are read at once that way.
   */
  readonly cells: string;
  /** How flows differ from the run that this one is held against, by cell. */
  readonly changes: Readonly<Record<number, string>>;
}

/** Many runs, the oldest first. */
export interface PageHistory {
  readonly runs: readonly {
    readonly runId: string;
    readonly made: string;
    readonly outcome: RunOutcome;
    readonly counts: string;
    readonly enforcement: string;
    readonly duration: string;
  }[];
  /** Those that were not the same in all runs, with a mark for each run; `null` where they were not probed. */
  readonly flows: readonly {
    readonly label: string;
    readonly stage: string;
    readonly marks: readonly (Mark | null)[];
  }[];
  /** Figures by run, and the most of them in words. */
  readonly lines: readonly {
    readonly label: string;
    readonly values: readonly (number | null)[];
    readonly most: string;
  }[];
}

/** Where the ends of flows are in a picture. */
export interface PageGraph extends Pick<Picture, 'width' | 'height' | 'groups'> {
  /** Endpoints, or namespaces where there are too many of them, with their rows and columns of the matrix. */
  readonly nodes: readonly (PlacedBox & { readonly sources: readonly number[]; readonly targets: readonly number[] })[];
  /** Ways that were laid out, by the places of nodes; a flow that has none goes straight. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly points: readonly Point[] }[];
}

/** The character that stands for the first of {@link PageData.kinds}. */
export const firstKind = 0x41;

/** What is known of a flow beside that, which is opened one flow at a time. */
export interface FlowEvidence {
  readonly explanation: string;
  readonly facts: readonly Fact[];
  readonly diff?: string | undefined;
  readonly command?: string | undefined;
  readonly attempts: readonly ShownAttempt[];
}

export interface ShownAttempt extends Attempt {
  /** One of the two by which it was sought who dropped the flow; it was sent to or from a control pod. */
  readonly isTriangulating?: true | undefined;
}
