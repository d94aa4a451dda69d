package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_LABEL;
import static dev.agentsessions.store.internal.generated.Tables.WORKER;

import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Lists sessions. The statements differ with the filter, so they are rendered for each page. */
final class SessionPages {
  private static final Field<Long> TOTAL = DSL.count().cast(Long.class).as("total");

  private final DSLContext db;

  SessionPages(DSLContext db) {
    this.db = db;
  }

  SessionPage read(Work work, SessionQuery query) throws SQLException {
    List<Session> found = work.read(Template.once(page(query)), query, SessionRows::all);
    boolean isLast = found.size() <= query.limit();
    List<Session> items = isLast ? found : found.subList(0, query.limit());
    return new SessionPage(
        items,
        isLast ? Optional.empty() : Optional.of(SessionCursor.of(items.getLast())),
        query.total() ? OptionalLong.of(total(work, query)) : OptionalLong.empty());
  }

  /** One session more than asked for, to see whether there is a next page. */
  private Select<?> page(SessionQuery query) {
    List<Condition> conditions = matching(query);
    query.after().ifPresent(cursor -> conditions.addAll(after(cursor)));
    Table<?> page =
        db.select(SESSION.fields())
            .from(SESSION)
            .where(conditions)
            .orderBy(order(query.filter()))
            .limit(query.limit() + 1)
            .asTable(SESSION);
    return db.select(SessionRows.COLUMNS)
        .from(page)
        .leftJoin(WORKER)
        .on(WORKER.SESSION.eq(SESSION.ID))
        .orderBy(SESSION.CREATED_AT.desc(), SESSION.ID.desc(), WORKER.CREATED_AT, WORKER.ID);
  }

  private long total(Work work, SessionQuery query) throws SQLException {
    Select<?> count = db.select(TOTAL).from(SESSION).where(matching(query));
    return work.read(
        Template.once(count),
        query,
        rows -> {
          rows.next();
          return rows.get(TOTAL);
        });
  }

  /** Older, or of the same moment and with a lower id; said so that an index starts there. */
  private static List<Condition> after(SessionCursor cursor) {
    return List.of(
        SESSION.CREATED_AT.le(cursor.createdAt()),
        SESSION.CREATED_AT.lt(cursor.createdAt()).or(SESSION.ID.lt(cursor.id().value())));
  }

  /**
   * By all columns of the index that serves the filter, those that are the same in all rows too: H2
   * sorts otherwise, and a page costs what the whole list costs.
   */
  private static List<OrderField<?>> order(SessionFilter filter) {
    List<OrderField<?>> order = new ArrayList<>();
    if (filter.parent().isPresent()) {
      order.add(SESSION.PARENT);
    } else {
      order.add(SESSION.PROJECT);
      if (filter.agent().isPresent()) {
        order.add(SESSION.AGENT);
      } else if (filter.state().isPresent()) {
        order.add(SESSION.STATE);
      }
    }
    order.add(SESSION.CREATED_AT.desc());
    order.add(SESSION.ID.desc());
    return order;
  }

  private static List<Condition> matching(SessionQuery query) {
    SessionFilter filter = query.filter();
    List<Condition> all = new ArrayList<>();
    all.add(SESSION.PROJECT.eq(query.project().value()));
    all.add(SESSION.DELETED_AT.isNull());
    all.add(within(query.reach()));
    filter.state().ifPresent(state -> all.add(SESSION.STATE.eq(state.name())));
    filter.kind().ifPresent(kind -> all.add(SESSION.KIND.eq(kind)));
    filter.agent().ifPresent(agent -> all.add(SESSION.AGENT.eq(agent.value())));
    filter.role().ifPresent(role -> all.add(SESSION.ROLE.eq(role)));
    filter.owner().ifPresent(owner -> all.add(isOf(owner)));
    filter.labels().forEach((label, value) -> all.add(hasLabel(label, value)));
    filter.parent().ifPresent(parent -> all.add(SESSION.PARENT.eq(parent.value())));
    filter
        .text()
        .ifPresent(text -> all.add(SESSION.SEARCH_TEXT.contains(SearchText.lowerCase(text))));
    return all;
  }

  private static Condition within(Reach reach) {
    return switch (reach) {
      case Reach.Everything any -> DSL.noCondition();
      case Reach.Owned of -> DSL.or(of.owners().stream().map(SessionPages::isOf).toList());
      case Reach.OneSession of -> SESSION.ID.eq(of.session().value());
    };
  }

  private static Condition isOf(Owner owner) {
    return SESSION.OWNER_SCOPE.eq(owner.scope().name()).and(SESSION.OWNER_ID.eq(owner.id()));
  }

  private static Condition hasLabel(String label, String value) {
    return DSL.exists(
        DSL.selectOne()
            .from(SESSION_LABEL)
            .where(
                SESSION_LABEL.SESSION.eq(SESSION.ID),
                SESSION_LABEL.LABEL.eq(label),
                SESSION_LABEL.LABEL_VALUE.eq(value)));
  }
}
