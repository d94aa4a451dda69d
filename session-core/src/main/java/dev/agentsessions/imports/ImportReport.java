package dev.agentsessions.imports;

import java.util.List;

/**
 * What became of a file.
 *
 * @param rows in the file's order
 */
public record ImportReport(List<ImportedRow> rows) {
  public ImportReport {
    rows = List.copyOf(rows);
  }

  /** How many rows came to this. */
  public long count(ImportedRow.Outcome outcome) {
    return rows.stream().filter(row -> row.outcome() == outcome).count();
  }
}
