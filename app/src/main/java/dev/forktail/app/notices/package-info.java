/// Notices of a running server: their settings, webhooks, e-mail.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.notices;
