package dev.forktail.app;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the projects are called, kept beside the tables of the lake: their events have numbers
/// only.
final class ProjectNames {
  private static final Logger log = LoggerFactory.getLogger(ProjectNames.class);
  private static final String PROJECT = "project.";

  private final Path file;
  private List<Project> kept = List.of();
  private boolean warned;

  ProjectNames(Path lake) {
    this.file = lake.resolve("projects.properties");
  }

  /// Keeps `projects` in the place of what was kept, if that is something else. A lake that cannot
  /// be written is tried again the next time, and keeps nobody from sending events.
  void keep(List<Project> projects) {
    if (projects.equals(kept)) {
      return;
    }
    var properties = new Properties();
    projects.forEach(
        project -> properties.setProperty(PROJECT + project.id().value(), project.name()));
    try {
      PrivateFile.write(file, properties, "The projects whose events are in this lake");
      kept = List.copyOf(projects);
      warned = false;
    } catch (IOException e) {
      if (!warned) {
        log.warn("The names of the projects could not be written to the lake: file={}", file, e);
      }
      warned = true;
    }
  }

  /// What was kept; empty when nothing was.
  ///
  /// @throws IOException when the file cannot be read or is damaged
  List<Project> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    var properties = PrivateFile.read(file);
    var projects = new ArrayList<Project>();
    for (String name : properties.stringPropertyNames()) {
      try {
        int id = Integer.parseInt(name.substring(PROJECT.length()));
        projects.add(new Project(new ProjectId(id), properties.getProperty(name)));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new IOException(file + " is damaged at " + name, e);
      }
    }
    projects.sort(Comparator.comparingInt(project -> project.id().value()));
    return projects;
  }
}
