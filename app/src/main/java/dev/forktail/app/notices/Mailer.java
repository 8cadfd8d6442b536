package dev.forktail.app.notices;

import dev.forktail.engine.notice.Carrier;
import dev.forktail.engine.notice.Notice;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;

/// Sends notices by SMTP, one message for all that are to be told.
final class Mailer implements Carrier {
  static final String CHANNEL = "email";
  private static final String TIMEOUT_MILLIS = "20000";

  private final MailSettings settings;
  private final Session session;

  Mailer(MailSettings settings) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings));
  }

  private static Properties properties(MailSettings settings) {
    var properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.tls()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    return properties;
  }

  @Override
  public String channel() {
    return CHANNEL;
  }

  @Override
  public Carriage carry(Notice notice) {
    try (var transport = session.getTransport("smtp")) {
      transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
      var message = message(notice);
      transport.sendMessage(message, message.getAllRecipients());
      return new Carriage.Delivered(settings.host() + " took it");
    } catch (MessagingException e) {
      return new Carriage.Failed(settings.host() + " did not take it: " + reason(e));
    }
  }

  private MimeMessage message(Notice notice) throws MessagingException {
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress(settings.from()));
    var to = new Address[settings.to().size()];
    for (int i = 0; i < to.length; i++) {
      to[i] = new InternetAddress(settings.to().get(i));
    }
    message.setRecipients(RecipientType.TO, to);
    message.setSubject(notice.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(notice.at()));
    message.setText(notice.text(), StandardCharsets.UTF_8.name());
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    message.setHeader("Message-ID", "<" + notice.id() + "@forktail>");
    return message;
  }

  /// On one line, as far as anybody wants to read it.
  private static String reason(MessagingException e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    return text.substring(0, Math.min(text.length(), 300));
  }
}
