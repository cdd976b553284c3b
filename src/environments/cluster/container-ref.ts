/** Where the container of a source is. */
export interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}
