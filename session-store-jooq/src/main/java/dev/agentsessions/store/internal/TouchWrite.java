package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;

import dev.agentsessions.session.Touch;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The one statement of a touch; what the touch does not say stays as it is. */
final class TouchWrite {
  private final Template<Touch> touch;

  TouchWrite(DSLContext db) {
    touch =
        Template.of(
            db,
            in ->
                db.update(SESSION)
                    .set(
                        SESSION.LAST_ACTIVITY_AT,
                        DSL.greatest(
                            SESSION.LAST_ACTIVITY_AT,
                            DSL.coalesce(
                                in.of(
                                    SESSION.LAST_ACTIVITY_AT,
                                    touch -> touch.activityAt().orElse(null)),
                                SESSION.LAST_ACTIVITY_AT)))
                    .set(
                        SESSION.ELAPSED,
                        DSL.coalesce(
                            in.of(
                                SESSION.ELAPSED,
                                touch -> touch.elapsed().map(Duration::toNanos).orElse(null)),
                            SESSION.ELAPSED))
                    .set(
                        SESSION.MEASURED_AT,
                        DSL.coalesce(
                            in.of(
                                SESSION.MEASURED_AT,
                                touch -> touch.elapsed().map(elapsed -> touch.at()).orElse(null)),
                            SESSION.MEASURED_AT))
                    .where(SESSION.ID.eq(in.of(SESSION.ID, touch -> touch.session().value()))));
  }

  int write(Work work, Touch values) throws SQLException {
    return work.run(touch, values);
  }
}
