package dev.forktail.app.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that speaks as much SMTP as it takes to be given mail, and keeps what it was told. It
/// cannot encrypt.
final class SmtpSink implements AutoCloseable {
  private final ServerSocket socket;
  private final AtomicInteger refusals;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();

  /// @param refusals so many mails are refused for now before one is taken
  SmtpSink(int refusals) throws IOException {
    this.refusals = new AtomicInteger(refusals);
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// All that clients have said but the mails.
  List<String> lines() {
    return lines;
  }

  List<String> mails() {
    return mails;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        talk(client);
      } catch (IOException _) { // the client is gone, or we are closed
      }
    }
  }

  private void talk(Socket client) throws IOException {
    var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    var out = new PrintStream(client.getOutputStream(), true, UTF_8);
    out.print("220 sink\r\n");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(line);
      switch (line.substring(0, Math.min(4, line.length()))) {
        case "EHLO" -> out.print("250-sink\r\n250 AUTH PLAIN\r\n");
        case "AUTH" -> out.print("235 welcome\r\n");
        case "DATA" -> {
          out.print("354 go on\r\n");
          String mail = mail(in);
          if (refusals.getAndDecrement() > 0) {
            out.print("451 not now\r\n");
          } else {
            mails.add(mail);
            out.print("250 taken\r\n");
          }
        }
        default -> out.print("250 ok\r\n");
      }
    }
  }

  private static String mail(BufferedReader in) throws IOException {
    var mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
