package dev.forktail.postgres.event;

import dev.forktail.engine.event.Event;
import dev.forktail.postgres.event.BatchParts.Candidate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one batch adds to the accounts of its sources: sent = stored + duplicates + dead letters.
final class Accounts {

  /// Whose account.
  record Key(int project, String source) {}

  /// What is added to it.
  static final class Sums {
    long stored;
    long duplicates;
    long deadLetters;
  }

  private final Map<Key, Sums> sums =
      new TreeMap<>(Comparator.comparingInt(Key::project).thenComparing(Key::source));

  static Accounts of(BatchParts parts, List<Candidate> fresh) {
    var accounts = new Accounts();
    fresh.forEach(candidate -> accounts.of(candidate.event()).stored++);
    accounts.addDuplicates(parts, fresh);
    for (var letter : parts.letters()) {
      var dead = letter.deadLetter();
      var source = DeadLetterCopy.storableSource(dead.source());
      accounts.of(new Key(dead.project().value(), source)).deadLetters++;
    }
    return accounts;
  }

  /// The same of rows that were imported.
  static Accounts of(List<ImportSums.Account> added) {
    var accounts = new Accounts();
    for (var account : added) {
      var sums = accounts.of(new Key(account.project(), account.source()));
      sums.stored += account.stored();
      sums.duplicates += account.duplicates();
      sums.deadLetters += account.deadLetters();
    }
    return accounts;
  }

  private void addDuplicates(BatchParts parts, List<Candidate> fresh) {
    parts.repeated().forEach(event -> of(event).duplicates++);
    if (fresh.size() == parts.candidates().size()) {
      return;
    }
    var stored = new HashSet<MessageHash>();
    fresh.forEach(candidate -> stored.add(candidate.hash()));
    parts.candidates().stream()
        .filter(candidate -> !stored.contains(candidate.hash()))
        .forEach(candidate -> of(candidate.event()).duplicates++);
  }

  private Sums of(Event event) {
    return of(new Key(event.project().value(), event.source()));
  }

  private Sums of(Key key) {
    return sums.computeIfAbsent(key, _ -> new Sums());
  }

  /// In the order of their keys.
  Map<Key, Sums> sums() {
    return sums;
  }
}
