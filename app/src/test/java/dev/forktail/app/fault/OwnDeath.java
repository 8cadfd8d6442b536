package dev.forktail.app.fault;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// `kill -9` of this process by itself: nothing of it runs any further, not even the JVM's own way
/// out.
final class OwnDeath {
  private static final int SIGKILL = 9;
  private static final MethodHandle KILL = kill();

  private OwnDeath() {}

  /// Does not return.
  static void now() {
    try {
      int failed = (int) KILL.invokeExact((int) ProcessHandle.current().pid(), SIGKILL);
      throw new IllegalStateException("This process could not kill itself: " + failed);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("restricted") // the native access that the command line of the server allows
  private static MethodHandle kill() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("kill").orElseThrow(),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
