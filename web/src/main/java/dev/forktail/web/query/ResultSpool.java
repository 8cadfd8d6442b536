package dev.forktail.web.query;

import dev.forktail.web.http.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A result until it is whole: in memory while it is small, then in a file. Only a whole one is
/// sent, so that an answer is never cut off by an error.
final class ResultSpool extends OutputStream {
  private static final int MEMORY_BYTES_MAX = 1 << 20;

  private final Path folder;
  private final Buffer memory = Buffer.buffer();
  private @Nullable Path file;
  private @Nullable OutputStream out;

  ResultSpool(Path folder) {
    this.folder = folder;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (out == null && memory.length() + length <= MEMORY_BYTES_MAX) {
      memory.appendBytes(bytes, offset, length);
      return;
    }
    file().write(bytes, offset, length);
  }

  private OutputStream file() throws IOException {
    if (out == null) {
      Files.createDirectories(folder);
      file = Files.createTempFile(folder, "result-", ".tmp");
      out = Files.newOutputStream(file);
      out.write(memory.getBytes());
    }
    return out;
  }

  /// All that was written, which is sent and then gone.
  Reply.Body finish() throws IOException {
    if (out == null || file == null) {
      return new Reply.Body.Bytes(memory);
    }
    out.close();
    var body = new Reply.Body.TemporaryFile(file);
    out = null;
    file = null;
    return body;
  }

  /// Deletes what was not finished.
  @Override
  public void close() throws IOException {
    if (out != null && file != null) {
      out.close();
      Files.deleteIfExists(file);
    }
  }
}
