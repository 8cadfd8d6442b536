/// What libraries and files know of user agents and addresses.
@org.jspecify.annotations.NullMarked
package dev.forktail.visitor;
