package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The packed PostgreSQL programs of this platform, on our class path.
record BinariesArchive(String name, URL url) {

  static BinariesArchive ofThisPlatform() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static BinariesArchive of(String system, String architecture) {
    var processor =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> architecture;
        };
    var name = "postgres-" + system.toLowerCase(Locale.ROOT) + "-" + processor;
    var url = BinariesArchive.class.getResource("/" + name + ".txz");
    if (url == null) {
      throw new EmbeddedPostgresException(
          "This build has no PostgreSQL for %s on %s: give it the URL of a PostgreSQL server"
              .formatted(system, architecture));
    }
    return new BinariesArchive(name, url);
  }

  /// A folder name that no other version of the binaries has.
  String folderName() throws IOException {
    return name + "-" + HexFormat.of().toHexDigits((int) checksum());
  }

  void unpackInto(Path folder) throws IOException {
    try (var raw = url.openStream();
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, folder);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    var target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("Entry outside of the archive: " + entry.getName());
    }
    Files.createDirectories(entry.isDirectory() ? target : target.resolveSibling(""));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(content, target);
      Files.setPosixFilePermissions(target, permissions((entry.getMode() & 0100) != 0));
    }
  }

  private static Set<PosixFilePermission> permissions(boolean executable) {
    return PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--");
  }

  private long checksum() throws IOException {
    var connection = url.openConnection();
    if (connection instanceof JarURLConnection jar) {
      return jar.getJarEntry().getCrc();
    }
    try (var checked = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
      checked.transferTo(OutputStream.nullOutputStream());
      return checked.getChecksum().getValue();
    }
  }
}
