package dev.forktail.app.fault;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stands between a server and its PostgreSQL, reads along, and breaks a connection at a chosen
/// moment. What the moment holds back never arrives.
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final AtomicReference<@Nullable Order> next = new AtomicReference<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private CuttingProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /// A proxy before the PostgreSQL on port `target`; the workshop ends it.
  static CuttingProxy before(int target, Workshop workshop) {
    try {
      var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var proxy = new CuttingProxy(listener, target);
      workshop.atEnd(proxy::close);
      Thread.ofVirtual().name("proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /// What is to happen the next time that a connection comes to `cut`, before it breaks.
  Order order(Cut cut, Runnable before) {
    var order = new Order(cut, before, new CountDownLatch(1));
    next.set(order);
    return order;
  }

  /// A cut that is to be made once.
  record Order(Cut cut, Runnable before, CountDownLatch made) {
    boolean awaitMade(long seconds) {
      try {
        return made.await(seconds, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(CuttingProxy::hangUp);
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException _) { // closed: the end
    }
  }

  private void connect(Socket client) {
    open.add(client);
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      var talk = new Talk(client, server);
      var answers = Thread.ofVirtual().start(talk::passAnswers);
      talk.passRequests();
      hangUp(server);
      answers.join();
      open.remove(server);
    } catch (IOException _) { // a database that is away: the client hangs up
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is given up, however it ends.
    }
  }

  /// One connection. Requests and answers are passed on message by message.
  private final class Talk {
    private final Socket client;
    private final Socket server;
    private final RequestLog log = new RequestLog();

    Talk(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void passRequests() {
      try (var from = new DataInputStream(new BufferedInputStream(client.getInputStream()));
          var to = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()))) {
        Message.readStart(from).writeTo(to);
        while (true) {
          to.flush();
          var message = Message.read(from);
          var about = log.about(message);
          if (about.isCommit() && isDue(about.before())) {
            return;
          }
          message.writeTo(to);
          if (message.isSync() && log.commitSent() == RequestLog.About.BATCH_COMMIT) {
            to.flush();
            if (isDue(Cut.AT_COMMIT)) {
              return;
            }
          }
        }
      } catch (IOException _) { // one side has hung up, so does the other
      } finally {
        hangUp(client);
      }
    }

    void passAnswers() {
      try (var from = new DataInputStream(new BufferedInputStream(server.getInputStream()));
          var to = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()))) {
        while (true) {
          if (from.available() == 0) {
            to.flush();
          }
          var message = Message.read(from);
          if (isDue(message)) {
            return;
          }
          message.writeTo(to);
        }
      } catch (IOException _) { // one side has hung up, so does the other
      } finally {
        hangUp(client);
        hangUp(server);
      }
    }

    private boolean isDue(Message answer) {
      if (answer.completes("COPY")) {
        return isDue(Cut.AFTER_COPY);
      }
      return answer.completes("COMMIT") && isDue(log.commitSent().after());
    }

    private boolean isDue(@Nullable Cut moment) {
      var order = next.get();
      if (order == null || order.cut() != moment || !next.compareAndSet(order, null)) {
        return false;
      }
      order.before().run();
      hangUp(client);
      hangUp(server);
      order.made().countDown();
      return true;
    }
  }
}
