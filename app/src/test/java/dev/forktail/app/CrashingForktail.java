package dev.forktail.app;

import dev.forktail.app.fault.CrashPoint;
import dev.forktail.app.fault.ExportCrash;
import java.util.List;
import picocli.CommandLine;

/// `forktail serve`, which dies at the place that `-Dforktail.fault.point=NAME:N` names, or
/// `-Dforktail.fault.export=NAME:N` in the export, when it comes there for the N-th time. The first
/// argument is `serve`.
public final class CrashingForktail {
  private CrashingForktail() {}

  public static void main(String[] arguments) {
    var crash = CrashPoint.ofProperty(System.getProperty("forktail.fault.point", ""));
    var seams =
        new Seams(
            crash::around,
            crash::around,
            crash::around,
            ExportCrash.seams(System.getProperty("forktail.fault.export", "")));
    var options = List.of(arguments).subList(1, arguments.length);
    System.exit(new CommandLine(new ServeCommand(seams)).execute(options.toArray(String[]::new)));
  }
}
