package dev.forktail.web.query;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import java.util.function.Function;

/// Lets those ask who show a key that may read.
final class ReadAccess {
  private final KeyRing keys;

  ReadAccess(KeyRing keys) {
    this.keys = keys;
  }

  /// What `answer` says, or why it is not asked.
  Reply reply(PageRequest request, Function<Access, Reply> answer) {
    var key = request.findBearer();
    if (key.isEmpty()) {
      return Reply.error(
              401, "missing_key", "Authorization", "Send a read key: Authorization: Bearer KEY.")
          .with("WWW-Authenticate", "Bearer");
    }
    var access = keys.find(key.get());
    if (access.isEmpty()) {
      return Reply.error(401, "unknown_key", "Authorization", "The key is not known.")
          .with("WWW-Authenticate", "Bearer");
    }
    if (!access.get().role().covers(KeyRole.READ)) {
      return Reply.error(403, "forbidden", "Authorization", "This key may only send events.");
    }
    try {
      return answer.apply(access.get());
    } catch (StoreException.Unavailable e) {
      return Reply.error(503, "unavailable", null, "The store does not answer right now.")
          .with("Retry-After", "1");
    }
  }
}
