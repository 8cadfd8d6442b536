package dev.forktail.app.notices;

import dev.forktail.app.settings.Settings;
import java.util.List;
import java.util.Optional;

/// The server that takes our e-mail, and whom it is for.
///
/// @param user empty: no login
public record MailSettings(
    String host, int port, Tls tls, String user, String password, String from, List<String> to) {

  /// How the connection is kept from other eyes. Certificates are always checked.
  public enum Tls {
    /// It begins in the open, and goes on only when the server can encrypt it.
    STARTTLS,
    /// It is encrypted from the first byte.
    IMPLICIT,
    /// It is not: for a server on the same machine.
    NONE
  }

  public MailSettings {
    to = List.copyOf(to);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("notify.smtp.port must be in 1..65535: " + port);
    }
    if (to.isEmpty()) {
      throw new IllegalArgumentException("notify.email.to must name somebody");
    }
    if (from.isEmpty()) {
      throw new IllegalArgumentException("notify.email.from must be an address");
    }
  }

  static Optional<MailSettings> of(Settings settings) {
    String host = settings.text("notify.smtp.host", "");
    int port = settings.integer("notify.smtp.port", 587);
    var tls = settings.choice("notify.smtp.tls", Tls.STARTTLS);
    String user = settings.text("notify.smtp.user", "");
    String password = settings.secret("notify.smtp.password").orElse("");
    String from = settings.text("notify.email.from", "");
    var to = NoticeSettings.parts(settings.text("notify.email.to", ""));
    return host.isEmpty()
        ? Optional.empty()
        : Optional.of(new MailSettings(host, port, tls, user, password, from, to));
  }

  /// Without the password.
  @Override
  public String toString() {
    return "MailSettings[host=" + host + ", port=" + port + ", to=" + to + "]";
  }
}
