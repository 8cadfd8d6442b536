package dev.forktail.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Disk]. Closing it forces nothing.
public interface DiskFile extends Closeable {

  /// Fills `target` from `position` on, with fewer bytes only at the end of the file. Returns how
  /// many bytes were read: 0 at or after the end.
  int read(ByteBuffer target, long position) throws IOException;

  /// Writes all of `source` at `position`, growing the file where needed.
  void write(ByteBuffer source, long position) throws IOException;

  /// Makes what was written durable; `metadata` includes a size that has changed.
  void force(boolean metadata) throws IOException;

  long size() throws IOException;
}
