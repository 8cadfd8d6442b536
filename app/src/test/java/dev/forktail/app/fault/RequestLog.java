package dev.forktail.app.fault;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the requests of one connection are about, also those of statements that were prepared
/// before.
final class RequestLog {
  private final Map<String, Kind> statements = new ConcurrentHashMap<>();
  private final Map<String, Kind> portals = new ConcurrentHashMap<>();
  private boolean copied;
  private boolean sealed;
  private volatile About commitSent = About.ELSE;

  /// What a request does.
  enum About {
    BATCH_COMMIT(Cut.BEFORE_COMMIT, Cut.AFTER_COMMIT),
    SEAL_COMMIT(Cut.BEFORE_SEAL_COMMIT, Cut.AFTER_SEAL_COMMIT),
    ELSE(null, null);

    private final @Nullable Cut before;
    private final @Nullable Cut after;

    About(@Nullable Cut before, @Nullable Cut after) {
      this.before = before;
      this.after = after;
    }

    boolean isCommit() {
      return this != ELSE;
    }

    @Nullable Cut before() {
      return before;
    }

    @Nullable Cut after() {
      return after;
    }
  }

  private enum Kind {
    COMMIT,
    SEAL,
    ELSE;

    static Kind of(String sql) {
      var text = sql.strip().toUpperCase(Locale.ROOT);
      if (text.equals("COMMIT")) {
        return COMMIT;
      }
      return text.startsWith("UPDATE SLICE SET STATE") ? SEAL : ELSE;
    }
  }

  /// What `message` does; asked for every message, in order.
  About about(Message message) {
    return switch (message.type()) {
      case 'P' -> {
        var texts = message.texts(2);
        statements.put(texts.get(0), Kind.of(texts.get(1)));
        yield About.ELSE;
      }
      case 'B' -> {
        var texts = message.texts(2);
        portals.put(texts.get(0), statements.getOrDefault(texts.get(1), Kind.ELSE));
        yield About.ELSE;
      }
      case 'E' -> executed(portals.getOrDefault(message.texts(1).getFirst(), Kind.ELSE));
      case 'Q' -> executed(Kind.of(message.texts(1).getFirst()));
      case 'c' -> {
        copied = true;
        yield About.ELSE;
      }
      default -> About.ELSE;
    };
  }

  /// The last commit that was not answered yet, or the one before.
  About commitSent() {
    return commitSent;
  }

  private About executed(Kind kind) {
    var about = About.ELSE;
    switch (kind) {
      case SEAL -> sealed = true;
      case ELSE -> {}
      case COMMIT -> {
        if (sealed) {
          about = About.SEAL_COMMIT;
        } else if (copied) {
          about = About.BATCH_COMMIT;
        }
        copied = false;
        sealed = false;
      }
    }
    commitSent = about;
    return about;
  }
}
