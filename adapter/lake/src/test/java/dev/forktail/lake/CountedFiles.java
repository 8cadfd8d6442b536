package dev.forktail.lake;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/// Files of this machine, and how many of them were opened to be read.
final class CountedFiles implements FileIO {
  private static final long serialVersionUID = 1L;

  private final LocalFiles files = new LocalFiles();
  private final AtomicInteger read = new AtomicInteger();

  int read() {
    return read.get();
  }

  @Override
  public InputFile newInputFile(String location) {
    read.incrementAndGet();
    return files.newInputFile(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return files.newOutputFile(location);
  }

  @Override
  public void deleteFile(String location) {
    files.deleteFile(location);
  }
}
