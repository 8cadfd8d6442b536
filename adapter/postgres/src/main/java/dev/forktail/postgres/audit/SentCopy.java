package dev.forktail.postgres.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.audit.DeliveryAudit.SentId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Copies a sender's list into the temporary table `sent`.
final class SentCopy {
  private static final String COPY = "COPY sent (message_id, acknowledged) FROM STDIN (FORMAT csv)";
  private static final int CHUNK_CHARACTERS = 64 * 1024;

  private SentCopy() {}

  static long copy(Connection connection, Iterator<SentId> ids) throws SQLException {
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      write(copy, ids);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void write(CopyIn copy, Iterator<SentId> ids) throws SQLException {
    var chunk = new StringBuilder();
    while (ids.hasNext()) {
      var id = ids.next();
      chunk
          .append('"')
          .append(id.messageId().replace("\"", "\"\""))
          .append(id.acknowledged() ? "\",t\n" : "\",f\n");
      if (chunk.length() >= CHUNK_CHARACTERS) {
        send(copy, chunk);
      }
    }
    send(copy, chunk);
  }

  private static void send(CopyIn copy, StringBuilder chunk) throws SQLException {
    byte[] bytes = chunk.toString().getBytes(UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    chunk.setLength(0);
  }
}
