package dev.forktail.postgres.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.Event;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Computes message hashes. In SQL the same is `substr(sha256(int4send(project) ||
/// convert_to(message_id, 'UTF8')), 1, 16)`.
///
/// - **Threads.** One at a time.
final class MessageHasher {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MessageDigest digest;
  private final byte[] project = new byte[4];

  MessageHasher() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  MessageHash hash(Event event) {
    INTS.set(project, 0, event.project().value());
    digest.update(project);
    byte[] hash = digest.digest(event.messageId().getBytes(UTF_8));
    return new MessageHash((long) LONGS.get(hash, 0), (long) LONGS.get(hash, 8));
  }
}
