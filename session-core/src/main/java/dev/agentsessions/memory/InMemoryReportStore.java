package dev.agentsessions.memory;

import dev.agentsessions.event.SessionChange.ResultReported;
import dev.agentsessions.memory.Tables.Reported;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reports in memory. */
final class InMemoryReportStore implements ReportStore {
  private final GuardedTables tables;
  private final InstantSource clock;

  InMemoryReportStore(GuardedTables tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public void put(Session read, RunReport report) {
    Instant now = clock.instant();
    tables.write(
        all -> {
          Session stored = all.sessions().get(read.id());
          if (stored.isDeleted()) {
            throw new NotFound("session " + stored.id());
          }
          all.reports().put(stored.id(), new Reported(run(read), report));
          return all.events()
              .append(stored.identity(), now, List.of(new ResultReported(report.isError())));
        });
  }

  @Override
  public Optional<RunReport> find(Session read) {
    return tables
        .read(all -> Optional.ofNullable(all.reports().get(read.id())))
        .filter(reported -> reported.run() == run(read))
        .map(Reported::report);
  }

  private static int run(Session session) {
    return session.status().run().restartCount();
  }
}
