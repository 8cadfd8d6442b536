package dev.forktail.app.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Ways in which files of a journal come to harm.
enum Damaging {
  FLIP_A_BIT {
    @Override
    void damage(Path file, RandomGenerator random) throws IOException {
      var bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
    }
  },
  ZERO_A_PAGE {
    @Override
    void damage(Path file, RandomGenerator random) throws IOException {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        int page = random.nextInt((int) (channel.size() / PAGE));
        channel.write(ByteBuffer.allocate(PAGE), (long) page * PAGE);
      }
    }
  },
  TRUNCATE {
    @Override
    void damage(Path file, RandomGenerator random) throws IOException {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(random.nextLong(channel.size()));
      }
    }
  },
  APPEND_JUNK {
    @Override
    void damage(Path file, RandomGenerator random) throws IOException {
      var junk = new byte[random.nextInt(1, PAGE)];
      random.nextBytes(junk);
      Files.write(file, junk, StandardOpenOption.APPEND);
    }
  },
  SWAP_TWO {
    @Override
    void damage(Path file, RandomGenerator random) throws IOException {
      var others = files(Objects.requireNonNull(file.getParent()));
      var other = others.get(random.nextInt(others.size()));
      var aside = file.resolveSibling("aside");
      Files.move(file, aside);
      if (Files.exists(other)) {
        Files.move(other, file);
      }
      Files.move(aside, other, StandardCopyOption.REPLACE_EXISTING);
    }
  };

  private static final int PAGE = 4_096;

  abstract void damage(Path file, RandomGenerator random) throws IOException;

  /// The files below a folder, in order.
  static List<Path> files(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
    }
  }
}
