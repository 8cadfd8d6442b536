package dev.forktail.web.project;

import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The paths below one like `/api/things/`: a key, and what is there of it.
///
/// @param beginning what they all begin with, up to the slash before the key
/// @param read makes a key of text; an `IllegalArgumentException` when nothing can have such a key
/// @param missing the answer when there is nothing of a key
public record KeyedPaths<K>(String beginning, Function<String, K> read, Reply missing) {

  /// The answer at `KEY`.
  public Reply one(PageRequest request, Function<K, Reply> answer) {
    var parts = request.partsBehind(beginning);
    return parts.size() == 1 ? with(parts.getFirst(), answer) : Versioned.NOTHING_HERE;
  }

  /// The answer at `KEY/WORD`.
  public Reply below(PageRequest request, BiFunction<K, String, Reply> answer) {
    var parts = request.partsBehind(beginning);
    return parts.size() == 2
        ? with(parts.getFirst(), key -> answer.apply(key, parts.getLast()))
        : Versioned.NOTHING_HERE;
  }

  /// The thing itself at `KEY`, and what was done to it at `KEY/audit`.
  public Reply read(
      PageRequest request, Function<K, Optional<Reply>> thing, Function<K, Optional<Reply>> audit) {
    return request.partsBehind(beginning).size() == 1
        ? one(request, key -> thing.apply(key).orElse(missing))
        : below(
            request,
            (key, word) ->
                word.equals("audit") ? audit.apply(key).orElse(missing) : Versioned.NOTHING_HERE);
  }

  /// The answer for the key that is `text`.
  public Reply with(String text, Function<K, Reply> answer) {
    return find(text).map(answer).orElse(missing);
  }

  private Optional<K> find(String text) {
    try {
      return Optional.of(read.apply(text));
    } catch (IllegalArgumentException _) { // nothing can have such a key
      return Optional.empty();
    }
  }
}
