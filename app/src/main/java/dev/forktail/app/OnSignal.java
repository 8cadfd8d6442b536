package dev.forktail.app;

/// Closes what a command has started also when the process is told to end.
final class OnSignal implements AutoCloseable {
  private final Thread hook;

  private OnSignal(Thread hook) {
    this.hook = hook;
  }

  static OnSignal close(Shutdown shutdown) {
    var hook = Thread.ofPlatform().name("stop").unstarted(shutdown::close);
    Runtime.getRuntime().addShutdownHook(hook);
    return new OnSignal(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) { // the process is ending: the hook has been started
      return;
    }
  }
}
