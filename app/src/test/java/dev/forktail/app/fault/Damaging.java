package dev.forktail.app.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;

/// Ways in which a file of a journal comes to harm.
enum Damaging {
  FLIP_A_BIT {
    @Override
    void damage(Path file, Path other, RandomGenerator random) throws IOException {
      var bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
    }
  },
  ZERO_A_PAGE {
    @Override
    void damage(Path file, Path other, RandomGenerator random) throws IOException {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        int page = random.nextInt((int) (channel.size() / PAGE));
        channel.write(ByteBuffer.allocate(PAGE), (long) page * PAGE);
      }
    }
  },
  TRUNCATE {
    @Override
    void damage(Path file, Path other, RandomGenerator random) throws IOException {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(random.nextLong(HEADER, channel.size()));
      }
    }
  },
  APPEND_JUNK {
    @Override
    void damage(Path file, Path other, RandomGenerator random) throws IOException {
      var junk = new byte[random.nextInt(1, PAGE)];
      random.nextBytes(junk);
      Files.write(file, junk, StandardOpenOption.APPEND);
    }
  },
  SWAP_TWO {
    @Override
    void damage(Path file, Path other, RandomGenerator random) throws IOException {
      var aside = file.resolveSibling("aside");
      Files.move(file, aside);
      Files.move(other, file);
      Files.move(aside, other, StandardCopyOption.ATOMIC_MOVE);
    }
  };

  private static final int PAGE = 4_096;

  /// What stands in front of the first record. A file without it is a lost one, to which no offset
  /// can be told.
  private static final int HEADER = 64;

  /// Damages `file`, or swaps it with `other`.
  abstract void damage(Path file, Path other, RandomGenerator random) throws IOException;
}
