package dev.forktail.duckdb.wire;

import dev.forktail.engine.imports.ImportFormat;
import dev.forktail.engine.imports.ImportPart;
import dev.forktail.engine.imports.Mapping;
import dev.forktail.engine.imports.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;

/// The body of a request that belongs to an import.
final class ImportMessage {
  private ImportMessage() {}

  static void write(MessageWriter out, ImportRequest request) {
    switch (request) {
      case ImportRequest.Look(var file, var format) ->
          out.text("look").text(file).text(format.name());
      case ImportRequest.Map(var file, var format, var mapping, var now, var work) -> {
        out.text("map").text(file).text(format.name());
        write(out, mapping);
        out.number(micros(now)).text(work);
      }
      case ImportRequest.Survey(var work) -> out.text("survey").text(work);
      case ImportRequest.Sample(var work, var max) -> out.text("sample").text(work).number(max);
      case ImportRequest.Write write -> write(out.text("write"), write);
      case ImportRequest.Letters(var work, var part) ->
          out.text("letters")
              .text(work)
              .number(part.number())
              .number(part.first())
              .number(part.rows());
    }
  }

  private static void write(MessageWriter out, ImportRequest.Write request) {
    var part = request.part();
    out.text(request.root())
        .text(request.name())
        .list(request.promoted(), PromotedMessage::write)
        .number(request.project())
        .text(request.work())
        .number(part.number())
        .number(part.firstDay())
        .number(part.lastDay())
        .number(part.bucket())
        .number(part.buckets())
        .number(micros(request.received()))
        .texts(request.stored());
  }

  private static void write(MessageWriter out, Mapping mapping) {
    out.flag(mapping.asSent())
        .list(
            mapping.columns().entrySet(),
            (to, entry) -> to.text(entry.getKey().name()).text(entry.getValue()))
        .texts(mapping.others())
        .nullableText(mapping.name())
        .text(mapping.source());
  }

  static ImportRequest read(MessageReader in) {
    String kind = in.text();
    return switch (kind) {
      case "look" -> new ImportRequest.Look(in.text(), format(in));
      case "map" ->
          new ImportRequest.Map(in.text(), format(in), mapping(in), moment(in), in.text());
      case "survey" -> new ImportRequest.Survey(in.text());
      case "sample" -> new ImportRequest.Sample(in.text(), in.integer());
      case "write" ->
          new ImportRequest.Write(
              in.text(),
              in.text(),
              in.list(PromotedMessage::read),
              in.integer(),
              in.text(),
              new ImportPart.Events(
                  in.integer(), in.integer(), in.integer(), in.integer(), in.integer()),
              moment(in),
              in.texts());
      case "letters" ->
          new ImportRequest.Letters(
              in.text(), new ImportPart.Letters(in.integer(), in.integer(), in.integer()));
      default -> throw new IllegalArgumentException("No such request of an import: " + kind);
    };
  }

  private static ImportFormat format(MessageReader in) {
    return ImportFormat.valueOf(in.text());
  }

  private static Mapping mapping(MessageReader in) {
    boolean asSent = in.flag();
    var columns = new EnumMap<Target, String>(Target.class);
    in.list(from -> Map.entry(Target.valueOf(from.text()), from.text()))
        .forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
    return new Mapping(asSent, columns, in.texts(), in.nullableText(), in.text());
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  private static Instant moment(MessageReader in) {
    return Instant.EPOCH.plus(in.number(), ChronoUnit.MICROS);
  }
}
