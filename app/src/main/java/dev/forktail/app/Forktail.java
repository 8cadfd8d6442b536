package dev.forktail.app;

import dev.forktail.app.aacheck.AaCheckCommand;
import dev.forktail.app.export.ExportCommand;
import dev.forktail.app.load.LoadCommand;
import dev.forktail.app.query.QueryCommand;
import dev.forktail.app.results.ResultsCommand;
import dev.forktail.app.settings.SettingsException;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeException;
import dev.forktail.postgres.embedded.EmbeddedPostgresException;
import dev.forktail.web.http.WebServerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The `forktail` command.
@Command(
    name = "forktail",
    mixinStandardHelpOptions = true,
    versionProvider = Forktail.Version.class,
    description = "Events in, stored exactly once, visible at once.",
    subcommands = {
      ServeCommand.class,
      LoadCommand.class,
      QueryCommand.class,
      ResultsCommand.class,
      AaCheckCommand.class,
      VerifyStoreCommand.class,
      LakeCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      BackupCommand.class,
      RecoverCommand.class,
      ConfigCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    },
    footer = {"", "Start here:  ./forktail serve --demo"})
final class Forktail {
  private Forktail() {}

  public static void main(String[] arguments) {
    var line = arguments.length == 0 ? new String[] {"--help"} : arguments;
    System.exit(
        new CommandLine(new Forktail())
            .setExecutionExceptionHandler((e, commandLine, _) -> explain(e, commandLine))
            .execute(line));
  }

  /// What a person can mend is one line; everything else is a defect and shows where it happened.
  private static int explain(Exception e, CommandLine commandLine) throws Exception {
    switch (e) {
      case SettingsException _,
          DataFolder.StartException _,
          StoreException _,
          LakeException _,
          EmbeddedPostgresException _,
          WebServerException _ ->
          commandLine.getErr().println("forktail: " + e.getMessage());
      default -> throw e;
    }
    commandLine.getErr().flush();
    return 1;
  }

  /// The version in the manifest of our jar.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Forktail.class.getPackage().getImplementationVersion();
      return new String[] {"forktail " + (version == null ? "(built without a version)" : version)};
    }
  }
}
