/** A parsed table as a table, to be copied or saved. */

import type { Element } from "../api/types";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { saveFile } from "../ui/saving";
import { fileName } from "./file-name";
import { rowsOf, type Cell, type Table } from "./grid";
import { nameOf } from "./structure";
import { csvOf, htmlOf, tsvOf } from "./table-text";
import { t } from "./texts";

/** Rows that are shown; more would only be slow to look at, and are in what is copied or saved. */
const MOST_ROWS = 200;

interface ElementTableProps {
  readonly element: Element;
  readonly table: Table;
  readonly documentName: string;
}

export function ElementTable({ element, table, documentName }: ElementTableProps) {
  const rows = rowsOf(table);
  const size = { rows: table.rowCount, columns: table.columnCount };
  return (
    <>
      {element.title && (
        <p class="structure-text" dir="auto">
          {t("titled", { title: element.title })}
        </p>
      )}
      {/* Reached by the keyboard, which scrolls it. */}
      <div class="structure-table-frame" role="group" aria-label={t("textTable", { index: String(element.index) })} tabIndex={0}>
        <table class="structure-table-cells">
          <thead>
            {rows.slice(0, table.headRows).map((cells, row) => (
              <Row key={row} cells={cells} table={table} />
            ))}
          </thead>
          <tbody>
            {rows.slice(table.headRows, MOST_ROWS).map((cells, row) => (
              <Row key={row} cells={cells} table={table} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_ROWS && <p class="structure-more">{t("moreRows", { count: rows.length - MOST_ROWS })}</p>}
      <div class="structure-actions">
        <span class="structure-size" title={t("sizeLong", size)}>
          {t("size", size)}
        </span>
        <CopyButton
          text={() => tsvOf(table)}
          html={() => htmlOf(table)}
          label={t("copyTable")}
          fullLabel={`${t("copyTable")}: ${nameOf(element)}`}
        />
        <Button
          look="quiet"
          icon="download"
          aria-label={`${t("saveTable")}: ${nameOf(element)}`}
          onClick={() => saveFile(fileName(documentName, `table ${element.index}`, "csv"), csvFile(table))}
        >
          {t("saveTable")}
        </Button>
      </div>
    </>
  );
}

function Row({ cells, table }: { readonly cells: readonly Cell[]; readonly table: Table }) {
  return (
    <tr>
      {cells.map((cell) => {
        const key = cell.column;
        const spans = { rowSpan: cell.rowSpan, colSpan: cell.columnSpan, dir: "auto" as const };
        // An empty cell is nobody's head.
        if (!cell.text.trim()) return <td key={key} {...spans} />;
        if (cell.row < table.headRows) {
          return (
            <th key={key} scope={cell.columnSpan > 1 ? "colgroup" : "col"} {...spans}>
              {cell.text}
            </th>
          );
        }
        return cell.column === 0 ? (
          <th key={key} scope="row" {...spans}>
            {cell.text}
          </th>
        ) : (
          <td key={key} {...spans}>
            {cell.text}
          </td>
        );
      })}
    </tr>
  );
}

function csvFile(table: Table): Blob {
  return new Blob([csvOf(table)], { type: "text/csv;charset=utf-8" });
}
