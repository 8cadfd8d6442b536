package dev.forktail.app.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A document whose shell commands are run as they stand there.
final class Guide {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  private final String text;
  private final Path folder;
  private final Map<String, String> variables;

  /// @param folder in which the commands are run, with a `forktail` there
  Guide(Path document, Path folder, Map<String, String> variables) throws IOException {
    this.text = Files.readString(document);
    this.folder = folder;
    this.variables = variables;
    writeProgram();
  }

  private void writeProgram() throws IOException {
    var program = folder.resolve("forktail");
    String command =
        """
        #!/bin/sh
        exec %s "$@"
        """
            .formatted(String.join(" ", ProgramRun.java()));
    Files.writeString(program, command);
    Shell.must("chmod", "755", program.toString());
  }

  /// Runs all commands of the section with this heading; what they said.
  String follow(String heading) {
    var said = new ArrayList<String>();
    for (var block : blocks(heading)) {
      var script = new StringBuilder("set -eu\ncd '" + folder + "'\n");
      variables.forEach((name, value) -> script.append(name + "='" + value + "'\n"));
      said.add(Shell.must("sh", "-c", script + block));
    }
    return String.join("\n", said);
  }

  private List<String> blocks(String heading) {
    int begin = text.indexOf("\n## " + heading + "\n");
    if (begin < 0) {
      throw new IllegalArgumentException("The guide has no section " + heading);
    }
    int end = text.indexOf("\n## ", begin + 1);
    var blocks =
        BLOCK
            .matcher(text.substring(begin, end < 0 ? text.length() : end))
            .results()
            .map(match -> match.group(1))
            .toList();
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("The section has no commands: " + heading);
    }
    return blocks;
  }
}
