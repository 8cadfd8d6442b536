package dev.forktail.engine.query.memory;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.SqlView;
import dev.forktail.engine.query.SqlViews;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The catalogued views of projects in memory.
public final class InMemorySqlViews implements SqlViews {
  private record Entry(SqlView view, Set<String> reads) {}

  private final Map<ProjectId, Map<String, Entry>> projects = new HashMap<>();

  @Override
  public synchronized List<SqlView> list(ProjectId project) {
    return of(project).values().stream().map(Entry::view).toList();
  }

  @Override
  public synchronized Answer add(ProjectId project, SqlView view, Set<String> reads) {
    var views = of(project);
    var present = views.get(view.name());
    if (present != null) {
      return present.view().equals(view)
          ? new Answer.Known()
          : new Answer.Refused("There is another view of this name.");
    }
    if (views.size() >= VIEWS_MAX || !views.keySet().containsAll(reads)) {
      return new Answer.Refused("There is no room, or a view that it reads is missing.");
    }
    views.put(view.name(), new Entry(view, reads));
    return new Answer.Done();
  }

  @Override
  public synchronized Answer drop(ProjectId project, String name) {
    var views = of(project);
    if (views.values().stream().anyMatch(entry -> entry.reads().contains(name))) {
      return new Answer.Refused("Another view reads it.");
    }
    return views.remove(name) == null ? new Answer.Missing() : new Answer.Done();
  }

  private Map<String, Entry> of(ProjectId project) {
    return projects.computeIfAbsent(project, _ -> new LinkedHashMap<>());
  }
}
