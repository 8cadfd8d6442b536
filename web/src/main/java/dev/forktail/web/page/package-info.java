/// Pages over HTTP: what visitors are shown, and what admins do with it.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.page;
