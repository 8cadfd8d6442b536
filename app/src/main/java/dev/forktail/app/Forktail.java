package dev.forktail.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `forktail` command.
@Command(
    name = "forktail",
    mixinStandardHelpOptions = true,
    description = "Events in, stored exactly once, visible at once.")
final class Forktail {
  private Forktail() {}

  public static void main(String[] arguments) {
    var line = arguments.length == 0 ? new String[] {"--help"} : arguments;
    System.exit(new CommandLine(new Forktail()).execute(line));
  }
}
