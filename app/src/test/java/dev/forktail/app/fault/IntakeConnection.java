package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A kept-alive connection to the intake; opens again when it broke.
final class IntakeConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 15_000;

  private final InetSocketAddress server;
  private @Nullable Socket socket;
  private InputStream input = InputStream.nullInputStream();

  IntakeConnection(int port) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  void send(byte[] body) throws IOException {
    var head =
        """
        POST /v1/track HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer demo\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(body.length)
            .getBytes(ISO_8859_1);
    var request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    open().getOutputStream().write(request);
  }

  /// The status of a complete answer.
  int answer() throws IOException {
    String line = line();
    int status = Integer.parseInt(line.substring(9, 12));
    int length = 0;
    boolean last = false;
    for (line = line(); !line.isEmpty(); line = line()) {
      var header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
      last |= header.startsWith("connection:") && header.endsWith("close");
    }
    if (input.readNBytes(length).length < length) {
      throw new EOFException("Half an answer");
    }
    if (last) {
      hangUp();
    }
    return status;
  }

  void hangUp() {
    var open = socket;
    socket = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException _) {
      // It is given up, however it ends.
    }
  }

  @Override
  public void close() {
    hangUp();
  }

  private Socket open() throws IOException {
    var open = socket;
    if (open == null) {
      open = new Socket();
      open.setTcpNoDelay(true);
      open.setSoTimeout(ANSWER_MILLIS);
      open.connect(server, CONNECT_MILLIS);
      socket = open;
      input = new BufferedInputStream(open.getInputStream());
    }
    return open;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("The server hung up");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
