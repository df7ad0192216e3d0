/** The cells of a parsed table, and the lines between them. */

import type { Box, Element } from "../api/types";

export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly text: string;
}

export interface Table {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Leading rows that name the columns. */
  readonly headRows: number;
  /** Every place of the grid is covered by exactly one cell; in the order of reading. */
  readonly cells: readonly Cell[];
}

interface Area {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** Points; half of a hairline to each side of where a line stands. */
const HALF_LINE = 0.4;
const MOST_HEAD_ROWS = 4;

/** The table of an element; null when it is none or holds nothing. */
export function tableOf(element: Element): Table | null {
  if (element.type !== "table" || !element.cells) return null;
  const texts = new Map(Object.entries(element.cells).map(([place, cell]) => [place, cell.text]));
  const areas = (element.merged ?? []).map(areaOf).filter((area) => area !== null);
  const places = [...[...texts.keys()].map(placeOf), ...areas.map(lastOf)];
  const rowCount = sizeOf(element.grid?.rows, places.map(([row]) => row));
  const columnCount = sizeOf(element.grid?.columns, places.map(([, column]) => column));
  if (!texts.size || !rowCount || !columnCount) return null;
  const cells = cellsOf(rowCount, columnCount, areas, texts);
  return { rowCount, columnCount, headRows: headRowsOf(rowCount, cells), cells };
}

/** The cells of each row, those that begin in it. */
export function rowsOf(table: Table): Cell[][] {
  const rows: Cell[][] = Array.from({ length: table.rowCount }, () => []);
  for (const cell of table.cells) rows[cell.row]?.push(cell);
  return rows;
}

/** Texts by row and column; what a merged cell covers beside its first place is empty. */
export function textsOf(table: Table): string[][] {
  const texts = Array.from({ length: table.rowCount }, () => Array.from({ length: table.columnCount }, () => ""));
  for (const { row, column, text } of table.cells) {
    const line = texts[row];
    if (line) line[column] = text;
  }
  return texts;
}

/** The inner lines of a table's grid as thin boxes on its page: none through a merged cell. */
export function gridLines(element: Element): Box[] {
  const table = tableOf(element);
  const [left = 0, top = 0, right = 0, bottom = 0] = element.outline;
  const { rows = [], columns = [] } = element.grid ?? {};
  if (table?.rowCount !== rows.length + 1 || table.columnCount !== columns.length + 1) return [];
  const owner = owners(table);
  const xs = [left, ...columns.map((x) => left + x), right];
  const ys = [top, ...rows.map((y) => top + y), bottom];
  const at = (row: number, column: number) => owner[row]?.[column];
  const upright = columns.flatMap((_, column) =>
    runs(table.rowCount, (row) => at(row, column) !== at(row, column + 1)).map(([from, to]): Box => {
      const x = xs[column + 1] ?? 0;
      return [x - HALF_LINE, ys[from] ?? 0, x + HALF_LINE, ys[to] ?? 0];
    }),
  );
  const level = rows.flatMap((_, row) =>
    runs(table.columnCount, (column) => at(row, column) !== at(row + 1, column)).map(([from, to]): Box => {
      const y = ys[row + 1] ?? 0;
      return [xs[from] ?? 0, y - HALF_LINE, xs[to] ?? 0, y + HALF_LINE];
    }),
  );
  return [...upright, ...level];
}

function cellsOf(rowCount: number, columnCount: number, areas: readonly Area[], texts: ReadonlyMap<string, string>): Cell[] {
  const covered = new Set<string>();
  const merged = new Map(areas.map((area) => [`${area.row}_${area.column}`, area]));
  const cells: Cell[] = [];
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      if (covered.has(`${row}_${column}`)) continue;
      const area = merged.get(`${row}_${column}`);
      const cell = { row, column, rowSpan: area?.rowSpan ?? 1, columnSpan: area?.columnSpan ?? 1 };
      if (area) for (const place of placesIn(cell)) covered.add(place);
      cells.push({ ...cell, text: texts.get(`${row}_${column}`) ?? "" });
    }
  }
  return cells;
}

/**
 * The wire does not say which rows are heads. The first is one; so are those after it that hold a cell over several
 * columns, that stand under such a row, or that name nothing in their first column.
 */
function headRowsOf(rowCount: number, cells: readonly Cell[]): number {
  const spans = (row: number) => cells.some((cell) => cell.row === row && cell.columnSpan > 1);
  const named = (row: number) => cells.filter((cell) => cell.row === row && cell.text.trim());
  const isUnnamed = (row: number) => named(row).length > 0 && named(row).every((cell) => cell.column > 0);
  let count = 1;
  while (count < Math.min(rowCount - 1, MOST_HEAD_ROWS) && (spans(count) || spans(count - 1) || isUnnamed(count))) count++;
  return Math.min(count, rowCount - 1);
}

function owners(table: Table): number[][] {
  const owner = Array.from({ length: table.rowCount }, () => Array.from({ length: table.columnCount }, () => -1));
  table.cells.forEach((cell, index) => {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      owner[row]?.fill(index, cell.column, cell.column + cell.columnSpan);
    }
  });
  return owner;
}

/** From and to of each run of places that are so. */
function runs(length: number, isSo: (place: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let place = 0; place < length; place++) {
    if (!isSo(place)) continue;
    const last = found.at(-1);
    if (last?.[1] === place) last[1] = place + 1;
    else found.push([place, place + 1]);
  }
  return found;
}

function areaOf(places: readonly (readonly number[])[]): Area | null {
  const rows = places.map(([row = 0]) => row);
  const columns = places.map(([, column = 0]) => column);
  if (!places.length) return null;
  const [row, column] = [Math.min(...rows), Math.min(...columns)];
  return { row, column, rowSpan: Math.max(...rows) - row + 1, columnSpan: Math.max(...columns) - column + 1 };
}

function lastOf({ row, column, rowSpan, columnSpan }: Area): [number, number] {
  return [row + rowSpan - 1, column + columnSpan - 1];
}

function* placesIn({ row, column, rowSpan, columnSpan }: Area): Generator<string> {
  for (let y = row; y < row + rowSpan; y++) for (let x = column; x < column + columnSpan; x++) yield `${y}_${x}`;
}

function placeOf(name: string): [number, number] {
  const [row = 0, column = 0] = name.split("_").map(Number);
  return [row, column];
}

/** By the lines of the grid, or by the cells where there are none, as in flowing documents. */
function sizeOf(lines: readonly number[] | undefined, places: readonly number[]): number {
  const last = places.reduce((most, place) => Math.max(most, place), -1);
  return Math.max(lines?.length ? lines.length + 1 : 0, last + 1);
}
