package dev.forktail.web.project;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.Page;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import java.util.function.Function;

/// Lets those ask who show a key of a role, or of one that covers it.
public final class KeyAccess {
  private final KeyRing keys;
  private final KeyRole role;

  public KeyAccess(KeyRing keys, KeyRole role) {
    this.keys = keys;
    this.role = role;
  }

  /// What `answer` says, or why it is not asked. A store that is away is answered 503.
  public Reply reply(PageRequest request, Function<Access, Reply> answer) {
    var key = request.findBearer();
    if (key.isEmpty()) {
      return unauthorized("missing_key", "Send " + wanted() + ": Authorization: Bearer KEY.");
    }
    var access = keys.find(key.get());
    if (access.isEmpty()) {
      return unauthorized("unknown_key", "The key is not known.");
    }
    if (!access.get().role().covers(role)) {
      return Reply.error(403, "forbidden", "Authorization", "This takes " + wanted() + ".");
    }
    try {
      return answer.apply(access.get());
    } catch (StoreException e) {
      return Reply.error(503, "unavailable", null, "The store does not answer right now.")
          .with("Retry-After", "1");
    }
  }

  /// Answers those who may ask, by what their request says.
  @FunctionalInterface
  public interface Handler {
    /// The answer to who may ask.
    ///
    /// @throws WrongFieldException when something is wrong with the body
    Reply answer(Access access, PageRequest request);
  }

  /// The page that `handler` makes; what is wrong with a body is answered 400 with `code`.
  public Page page(String code, Handler handler) {
    return request ->
        reply(
            request,
            access -> {
              try {
                return handler.answer(access, request);
              } catch (WrongFieldException e) {
                return Reply.error(400, code, e.field(), e.reason());
              }
            });
  }

  private String wanted() {
    return switch (role) {
      case WRITE -> "a write key";
      case READ -> "a read key";
      case ADMIN -> "an admin key";
    };
  }

  private static Reply unauthorized(String code, String message) {
    return Reply.error(401, code, "Authorization", message).with("WWW-Authenticate", "Bearer");
  }
}
