package dev.forktail.app;

import dev.forktail.app.fault.ImportCrash;
import java.util.List;
import picocli.CommandLine;

/// `forktail import`, which dies at the place that `-Dforktail.fault.import=NAME:N` names when it
/// comes there for the N-th time. The first argument is `import`.
public final class CrashingImport {
  private CrashingImport() {}

  public static void main(String[] arguments) {
    var seams = ImportCrash.seams(System.getProperty("forktail.fault.import", ""));
    var options = List.of(arguments).subList(1, arguments.length);
    System.exit(new CommandLine(new ImportCommand(seams)).execute(options.toArray(String[]::new)));
  }
}
