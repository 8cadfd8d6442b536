/// The live page: one page that shows the pipeline and keeps itself up to date.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.live;
