package dev.forktail.web.ingest;

import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRole;
import org.jspecify.annotations.Nullable;

/// Who sends a request, as far as its head and body say. Of the keys that it shows the first valid
/// one counts: `Authorization`, then `writeKey` in the body, then `X-Write-Key`, then `?writeKey=`.
///
/// @param first what the key in `Authorization` opens
/// @param last what the key in `X-Write-Key` or in the query opens
/// @param keyShown whether the head shows any key, valid or not
record Sender(
    Doorkeeper doorkeeper, @Nullable Access first, @Nullable Access last, boolean keyShown) {

  /// What this sender may do, given the key that the body shows.
  @Nullable Access access(@Nullable String bodyKey) {
    if (first != null) {
      return first;
    }
    Access inBody = bodyKey == null ? null : doorkeeper.find(bodyKey);
    return inBody != null ? inBody : last;
  }

  static boolean maySend(@Nullable Access access) {
    return access != null && access.role().covers(KeyRole.WRITE);
  }

  /// Why a request with this access is turned away.
  Reading.Refused denied(@Nullable Access access, @Nullable String bodyKey) {
    if (access != null) {
      return refused(403, "forbidden", "This key may only read. Send events with a write key.");
    }
    if (keyShown || bodyKey != null) {
      return refused(
          401,
          "unknown_key",
          "The key is not known. Look for a typing error, or ask for a new key.");
    }
    return refused(
        401,
        "missing_key",
        "Send your write key as the user name of Basic authentication, or as \"writeKey\" in the"
            + " body.");
  }

  private static Reading.Refused refused(int status, String code, String message) {
    DeadLetter none = null;
    return new Reading.Refused(status, code, null, message, none);
  }
}
