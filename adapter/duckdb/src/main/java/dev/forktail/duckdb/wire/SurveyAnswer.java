package dev.forktail.duckdb.wire;

import dev.forktail.engine.imports.Fault;
import dev.forktail.engine.imports.Survey;

/// What a child has found in mapped rows.
public record SurveyAnswer(Survey survey) {

  public byte[] toBytes() {
    return new MessageWriter()
        .list(
            survey.days(),
            (out, day) -> out.number(day.day()).number(day.events()).number(day.bytes()))
        .list(
            survey.refused(),
            (out, some) -> out.text(some.fault().name()).number(some.rows()).number(some.first()))
        .bytes();
  }

  public static SurveyAnswer fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new SurveyAnswer(
        new Survey(
            in.list(from -> new Survey.Day(from.integer(), from.number(), from.number())),
            in.list(
                from ->
                    new Survey.Refused(Fault.valueOf(from.text()), from.number(), from.number()))));
  }
}
