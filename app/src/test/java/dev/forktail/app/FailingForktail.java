package dev.forktail.app;

import dev.forktail.app.fault.FailingDisk;
import dev.forktail.app.lake.ExportSeams;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/// `forktail serve` on a disk whose force number `-Dforktail.fault.force=N` fails. The first
/// argument is `serve`.
public final class FailingForktail {
  private FailingForktail() {}

  public static void main(String[] arguments) {
    int failing = Integer.getInteger("forktail.fault.force", 0);
    var seams =
        new Seams(
            disk -> new FailingDisk(disk, failing),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            ExportSeams.closed());
    var options = List.of(arguments).subList(1, arguments.length);
    System.exit(new CommandLine(new ServeCommand(seams)).execute(options.toArray(String[]::new)));
  }
}
