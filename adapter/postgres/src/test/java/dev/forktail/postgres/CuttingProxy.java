package dev.forktail.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/// Stands between a client and the server and cuts the connection at a chosen COMMIT.
public final class CuttingProxy implements AutoCloseable {

  /// Where the next COMMIT is cut.
  public enum Cut {
    NEVER,
    /// The server never hears of it.
    BEFORE_THE_SERVER,
    /// The server does it, the client never hears of that.
    BEFORE_THE_ANSWER
  }

  private final ServerSocket listening;
  private final int serverPort;
  private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);

  public CuttingProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// Cuts the next COMMIT whose text is sent: the first one of each connection is.
  public void cutNextCommit(Cut cut) {
    next.set(cut);
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        Thread.ofVirtual().start(() -> toServer(client, server));
        Thread.ofVirtual().start(() -> toClient(client, server));
      }
    } catch (IOException e) {
      // The proxy was closed.
    }
  }

  private void toServer(Socket client, Socket server) {
    try (client;
        server) {
      var buffer = new byte[64 * 1024];
      int length;
      while ((length = client.getInputStream().read(buffer)) >= 0) {
        var cut = Cut.NEVER;
        if (new String(buffer, 0, length, US_ASCII).contains("COMMIT")) {
          cut = next.getAndSet(Cut.NEVER);
        }
        if (cut == Cut.BEFORE_THE_SERVER) {
          return;
        }
        if (cut == Cut.BEFORE_THE_ANSWER) {
          client.shutdownOutput();
        }
        server.getOutputStream().write(buffer, 0, length);
      }
    } catch (IOException e) {
      // One side is gone, and by the closing above so is the other.
    }
  }

  private void toClient(Socket client, Socket server) {
    try {
      var buffer = new byte[64 * 1024];
      int length;
      while ((length = server.getInputStream().read(buffer)) >= 0) {
        if (!client.isOutputShutdown()) {
          client.getOutputStream().write(buffer, 0, length);
        }
      }
    } catch (IOException e) {
      // One side is gone; the other is closed by whoever reads from it.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
