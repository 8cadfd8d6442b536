package dev.forktail.statistics;

import java.util.function.BiFunction;
import java.util.function.Function;

/// What became of a computation: its value, or why there is none. Never NaN, never null.
public sealed interface Answer<T> {
  /// The value. All its numbers are defined.
  record Known<T>(T value) implements Answer<T> {}

  /// There is no value, for `reason`.
  record Unknown<T>(Reason reason) implements Answer<T> {}

  static <T> Answer<T> of(T value) {
    return new Known<>(value);
  }

  static <T> Answer<T> unknown(Reason reason) {
    return new Unknown<>(reason);
  }

  /// Both values put together by `join`; if any is unknown, the reason of the first that is.
  static <A, B, T> Answer<T> both(
      Answer<A> first, Answer<B> second, BiFunction<? super A, ? super B, Answer<T>> join) {
    return first.then(a -> second.then(b -> join.apply(a, b)));
  }

  /// What `next` makes of the value; a reason stays.
  default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
    return switch (this) {
      case Known<T>(var value) -> next.apply(value);
      case Unknown<T>(var reason) -> unknown(reason);
    };
  }

  /// The value changed by `change`, which always has a result; a reason stays.
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Known<T>(var value) -> of(change.apply(value));
      case Unknown<T>(var reason) -> unknown(reason);
    };
  }

  /// The value, for a caller who knows that there is one.
  ///
  /// @throws IllegalStateException there is none
  default T get() {
    return switch (this) {
      case Known<T>(var value) -> value;
      case Unknown<T>(var reason) ->
          throw new IllegalStateException("No value: " + reason.sentence());
    };
  }
}
