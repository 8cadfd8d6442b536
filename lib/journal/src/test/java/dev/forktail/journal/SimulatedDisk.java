package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A disk in memory that fails as real ones do, in the same way for the same seed.
///
/// - A **power cut**, at an operation chosen by [#cutPowerAt] or right now by [#crash], loses what
///   was not forced: all of it, none, any part; writes are torn at sectors, files are longer than
///   their data, files and names appear and disappear. From then on every operation throws
///   [PowerCut]; [#crash] returns the disk as it is when the power is back.
/// - A **failed force** ([#failForces], [#failNextForce]) loses what it should have forced, and the
///   next one succeeds.
/// - **Failed writes** ([#failWrites]) are done in part. A **full disk** ([#limitTo]) refuses to
///   grow files. **Bit flips** ([#flipReads]) hit reads, never two in a row.
///
/// A killed process needs no method: use the same disk again.
public final class SimulatedDisk implements Disk {
  private static final String INPUT_OUTPUT_ERROR = ": Input/output error (simulated)";

  private final RandomGenerator random;
  private final SimulatedNames names;
  private long operations;
  private long operationOfCut = Long.MAX_VALUE;
  private double forceFailures;
  private double writeFailures;
  private double readFlips;
  private boolean failsNextForce;
  private boolean flippedLast;
  private long bytesMax;

  public SimulatedDisk(long seed) {
    this(new SplittableRandom(seed), new SimulatedNames(), Long.MAX_VALUE);
  }

  private SimulatedDisk(RandomGenerator random, SimulatedNames names, long bytesMax) {
    this.random = random;
    this.names = names;
    this.bytesMax = bytesMax;
  }

  /// Cuts the power in the middle of the operation with this number; see [#operations].
  public synchronized void cutPowerAt(long operation) {
    operationOfCut = operation;
  }

  /// How many operations that change the disk have begun.
  public synchronized long operations() {
    return operations;
  }

  /// Cuts the power, if that has not happened, and returns the disk after it is back, without
  /// faults. May be called again: what was not forced may have survived in another way.
  public synchronized SimulatedDisk crash() {
    operationOfCut = Math.min(operationOfCut, operations);
    var survivors = names.afterPowerCut(random);
    return new SimulatedDisk(new SplittableRandom(random.nextLong()), survivors, bytesMax);
  }

  /// Forces, of files and folders, fail with this probability.
  public synchronized void failForces(double probability) {
    forceFailures = probability;
  }

  public synchronized void failNextForce() {
    failsNextForce = true;
  }

  /// Writes fail with this probability.
  public synchronized void failWrites(double probability) {
    writeFailures = probability;
  }

  /// Reads return a flipped bit with this probability; the next one does not.
  public synchronized void flipReads(double probability) {
    readFlips = probability;
  }

  /// All files together cannot grow beyond this size.
  public synchronized void limitTo(long bytes) {
    bytesMax = bytes;
  }

  /// No faults from now on but for the power cut, if one is set.
  public synchronized void heal() {
    forceFailures = 0;
    writeFailures = 0;
    readFlips = 0;
    failsNextForce = false;
    bytesMax = Long.MAX_VALUE;
  }

  /// The bytes of a file as a process sees them.
  public synchronized byte[] content(Path file) throws IOException {
    return find(file).seen().clone();
  }

  /// Replaces the content of a file, durably: for damage made by a test.
  public synchronized void replace(Path file, byte[] content) {
    names.put(file, new SimulatedFile(content));
    var directory = file.getParent();
    if (directory != null) {
      names.force(directory);
    }
  }

  @Override
  public synchronized List<String> list(Path directory) {
    requirePower();
    return names.seen().keySet().stream()
        .filter(path -> directory.equals(path.getParent()))
        .map(path -> path.getFileName().toString())
        .toList();
  }

  @Override
  public synchronized void createDirectory(Path directory) throws IOException {
    begin();
    requireDirectory(directory.getParent());
    if (!names.isDirectory(directory)) {
      names.makeDirectory(directory);
    }
    end();
  }

  @Override
  public synchronized DiskFile create(Path file) throws IOException {
    begin();
    requireDirectory(file.getParent());
    requireFree(file);
    failRandomly("Cannot create " + file);
    var content = new SimulatedFile(new byte[0]);
    names.put(file, content);
    end();
    return new OpenFile(content);
  }

  @Override
  public synchronized DiskFile openToRead(Path file) throws IOException {
    requirePower();
    return new OpenFile(find(file));
  }

  @Override
  public DiskFile openToWrite(Path file) throws IOException {
    return openToRead(file);
  }

  @Override
  public synchronized void rename(Path file, Path target) throws IOException {
    begin();
    requireFree(target);
    failRandomly("Cannot rename " + file);
    names.move(file, target, find(file));
    end();
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    begin();
    failRandomly("Cannot delete " + path);
    if (names.seen().containsKey(path)) {
      if (!list(path).isEmpty()) {
        throw new IOException("Directory not empty: " + path);
      }
      names.remove(path);
    }
    end();
  }

  @Override
  public synchronized void forceDirectory(Path directory) throws IOException {
    begin();
    requireDirectory(directory);
    if (forceFails()) {
      names.loseUnforced(directory, random);
      throw new IOException("Cannot force " + directory + INPUT_OUTPUT_ERROR);
    }
    end();
    names.force(directory);
  }

  @Override
  public synchronized long freeBytes(Path directory) {
    requirePower();
    return bytesMax - bytes();
  }

  private long bytes() {
    return names.seen().values().stream().mapToLong(file -> file.seen().length).sum();
  }

  private SimulatedFile find(Path file) throws IOException {
    var found = names.seen().get(file);
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    return found;
  }

  private void requireDirectory(@Nullable Path directory) throws IOException {
    if (directory != null && !names.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
  }

  private void requireFree(Path path) throws IOException {
    if (names.seen().containsKey(path)) {
      throw new IOException("Exists already: " + path);
    }
  }

  private void requirePower() {
    if (operations >= operationOfCut) {
      throw new PowerCut(operationOfCut);
    }
  }

  private void begin() {
    requirePower();
    operations++;
  }

  /// The power may be cut when an operation is done but nobody has heard of it.
  private void end() {
    requirePower();
  }

  private boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  private void failRandomly(String message) throws IOException {
    if (happens(writeFailures)) {
      throw new IOException(message + INPUT_OUTPUT_ERROR);
    }
  }

  private boolean forceFails() {
    boolean fails = failsNextForce || happens(forceFailures);
    failsNextForce = false;
    return fails;
  }

  private final class OpenFile implements DiskFile {
    private final SimulatedFile file;

    OpenFile(SimulatedFile file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      synchronized (SimulatedDisk.this) {
        requirePower();
        int start = target.position();
        int count = file.read(target, position);
        flippedLast = count > 0 && !flippedLast && happens(readFlips);
        if (flippedLast) {
          int at = start + random.nextInt(count);
          target.put(at, (byte) (target.get(at) ^ 1 << random.nextInt(8)));
        }
        return count;
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        begin();
        var bytes = new byte[source.remaining()];
        source.get(bytes);
        requireSpace(position + bytes.length);
        int start = Math.toIntExact(position);
        if (happens(writeFailures)) {
          file.write(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)), start);
          throw new IOException("Cannot write" + INPUT_OUTPUT_ERROR);
        }
        file.write(bytes, start);
        end();
      }
    }

    private void requireSpace(long size) throws IOException {
      if (size > file.seen().length && bytes() + size - file.seen().length > bytesMax) {
        throw new IOException("Cannot write: No space left on device (simulated)");
      }
    }

    @Override
    public void force(boolean metadata) throws IOException {
      synchronized (SimulatedDisk.this) {
        begin();
        if (forceFails()) {
          file.loseUnforced(random);
          throw new IOException("Cannot force" + INPUT_OUTPUT_ERROR);
        }
        end();
        file.force(metadata);
      }
    }

    @Override
    public long size() {
      synchronized (SimulatedDisk.this) {
        requirePower();
        return file.seen().length;
      }
    }

    @Override
    public void close() {
      // Nothing is forced by closing.
    }
  }
}
