package dev.forktail.postgres;

import dev.forktail.postgres.embedded.EmbeddedPostgres;
import dev.forktail.postgres.embedded.EmbeddedPostgresConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test that has a parameter of type [TestDatabase] an empty database of its own, on one
/// embedded server for all of them.
public final class DatabaseExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(DatabaseExtension.class);
  private static final Path BINARIES = Path.of("target/postgres-binaries");

  /// A constructor's parameter belongs to the test that the instance is for.
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDatabase.class;
  }

  @Override
  public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var server =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent("server", _ -> new Server(), Server.class);
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent("database", _ -> server.database(), TestDatabase.class);
  }

  /// The server; closed by JUnit after the last test.
  private static final class Server implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    Server() {
      try {
        folder = Files.createTempDirectory("forktail-it");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      postgres = EmbeddedPostgres.start(new EmbeddedPostgresConfig(folder, BINARIES, 0, Map.of()));
    }

    TestDatabase database() {
      String name = "test_" + databases.incrementAndGet();
      postgres.createDatabase(name);
      return new TestDatabase(postgres.jdbcUrl(name), postgres.user(), postgres.password());
    }

    @Override
    public void close() throws IOException {
      postgres.close();
      try (var paths = Files.walk(folder)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
