package dev.agentsessions.store.internal;

import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.h2.H2Database;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.MatcherRule;
import org.jooq.meta.jaxb.MatcherTransformType;
import org.jooq.meta.jaxb.Matchers;
import org.jooq.meta.jaxb.MatchersTableType;
import org.jooq.meta.jaxb.Strategy;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the table classes from the migrations that all SQL stores share. In a test's JVM,
 * because jOOQ's Maven plugin would run in Maven's own, which may be too old for it.
 */
final class SchemaClasses {
  static final String PACKAGE = "dev.agentsessions.store.internal.generated";
  private static final String MIGRATIONS = "classpath:dev/agentsessions/store/migrations";
  private static final String DATABASE =
      "jdbc:h2:mem:schema;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";

  private SchemaClasses() {}

  /**
   * @param sources the folder of Java sources to write into
   */
  static void generate(Path sources) throws Exception {
    var database = new JdbcDataSource();
    database.setURL(DATABASE);
    Flyway.configure()
        .dataSource(database)
        .locations(MIGRATIONS)
        .table("history")
        .placeholders(Map.of("document", "varchar"))
        .load()
        .migrate();
    GenerationTool.generate(
        new Configuration()
            .withJdbc(new Jdbc().withUrl(DATABASE))
            .withGenerator(
                new Generator()
                    .withDatabase(tables())
                    .withStrategy(tableClassesEndInTable())
                    .withGenerate(columnsOnly())
                    .withTarget(
                        new Target().withPackageName(PACKAGE).withDirectory(sources.toString()))));
  }

  private static Database tables() {
    return new Database()
        .withName(H2Database.class.getName())
        .withInputSchema("public")
        .withExcludes("history")
        .withOutputSchemaToDefault(true)
        .withForcedTypes(new ForcedType().withName("INSTANT").withIncludeTypes("(?i)timestamp.*"));
  }

  /** Or they would be called like the model: Session, Worker, Host. */
  private static Strategy tableClassesEndInTable() {
    return new Strategy()
        .withMatchers(
            new Matchers()
                .withTables(
                    new MatchersTableType()
                        .withTableClass(
                            new MatcherRule()
                                .withExpression("$0_table")
                                .withTransform(MatcherTransformType.PASCAL))));
  }

  private static Generate columnsOnly() {
    return new Generate()
        .withRecords(false)
        .withRelations(false)
        .withKeys(false)
        .withIndexes(false)
        .withGlobalCatalogReferences(false)
        .withGlobalSchemaReferences(false)
        .withDefaultCatalog(false)
        .withDefaultSchema(false)
        .withWhereMethodOverrides(false)
        .withRenameMethodOverrides(false)
        .withAsMethodOverrides(false)
        .withGeneratedAnnotation(false)
        .withJavadoc(false)
        .withComments(false);
  }
}
