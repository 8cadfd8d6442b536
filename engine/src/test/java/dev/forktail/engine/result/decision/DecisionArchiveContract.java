package dev.forktail.engine.result.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import org.junit.jupiter.api.Test;

/// What every archive of decisions must keep.
public abstract class DecisionArchiveContract {
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final ExperimentKey KEY = new ExperimentKey("checkout");

  protected abstract DecisionArchive emptyArchive();

  @Test
  void aDocumentIsFoundByItsVersionOnly() {
    var archive = emptyArchive();
    archive.keep(PROJECT, KEY, 3, "{\"winner\":\"b\"}");

    assertThat(archive.find(PROJECT, KEY, 3)).contains("{\"winner\":\"b\"}");
    assertThat(archive.find(PROJECT, KEY, 2)).isEmpty();
    assertThat(archive.find(new ProjectId(2), KEY, 3)).isEmpty();
    assertThat(archive.find(PROJECT, new ExperimentKey("other"), 3)).isEmpty();
  }

  @Test
  void whatIsKeptAgainReplacesWhatWasThere() {
    var archive = emptyArchive();
    archive.keep(PROJECT, KEY, 3, "{\"winner\":\"b\"}");
    archive.keep(PROJECT, KEY, 3, "{\"winner\":\"a\"}");

    assertThat(archive.find(PROJECT, KEY, 3)).contains("{\"winner\":\"a\"}");
  }
}
