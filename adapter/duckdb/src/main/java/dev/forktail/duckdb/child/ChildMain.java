package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.ChildSettings;
import dev.forktail.duckdb.wire.FrameReader;
import dev.forktail.duckdb.wire.FrameWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/// The program of a child. It ends when its parent closes its stdin, in whatever way that happens.
public final class ChildMain {
  private ChildMain() {}

  /// Runs until the parent is gone.
  ///
  /// @param arguments as [ChildSettings#ofArguments] takes them
  public static void main(String[] arguments) throws IOException {
    var out = new FrameWriter(new FileOutputStream(FileDescriptor.out));
    // Whatever else prints must not get between the frames.
    System.setOut(System.err);
    var settings = ChildSettings.ofArguments(arguments);
    var worker = new Worker(new Tasks(settings), out);
    worker.start();
    new Inbox(new FrameReader(new FileInputStream(FileDescriptor.in)), worker).run();
    Runtime.getRuntime().halt(0);
  }
}
