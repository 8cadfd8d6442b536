package dev.forktail.lake;

import dev.forktail.engine.export.LakeRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/// Iceberg's files in folders of this machine. What is closed is on disk.
///
/// Files are written in place: their names are new each time, and nothing refers to one before it
/// is whole.
final class LocalFiles implements FileIO {
  private static final long serialVersionUID = 1L;

  @Override
  public InputFile newInputFile(String location) {
    return new LocalInput(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new LocalOutput(location);
  }

  @Override
  public void deleteFile(String location) {
    try {
      Files.deleteIfExists(LakeRoot.path(location));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + location, e);
    }
  }

  /// A file under the location by which it is known.
  private record LocalInput(String location) implements InputFile {

    private InputFile file() {
      return org.apache.iceberg.Files.localInput(LakeRoot.path(location).toFile());
    }

    @Override
    public long getLength() {
      return file().getLength();
    }

    @Override
    public SeekableInputStream newStream() {
      return file().newStream();
    }

    @Override
    public boolean exists() {
      return file().exists();
    }
  }

  private record LocalOutput(String location) implements OutputFile {

    @Override
    public PositionOutputStream create() {
      return open(StandardOpenOption.CREATE_NEW);
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return open(StandardOpenOption.CREATE);
    }

    private PositionOutputStream open(StandardOpenOption create) {
      Path path = LakeRoot.path(location);
      try {
        Files.createDirectories(DurableOutput.folderOf(path));
        return new DurableOutput(
            path,
            FileChannel.open(
                path, create, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
      } catch (FileAlreadyExistsException e) {
        throw new AlreadyExistsException(e, "File is there already: %s", location);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + location, e);
      }
    }

    @Override
    public InputFile toInputFile() {
      return new LocalInput(location);
    }
  }
}
