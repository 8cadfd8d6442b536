package dev.forktail.duckdb.wire;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.LakeRewriter;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlCatalog;
import dev.forktail.engine.query.SqlView;
import dev.forktail.engine.recovery.RemainingRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a parent asks a child to do.
public sealed interface Request {

  /// Write the rows that follow, as Parquet files. The answer: [FileList].
  ///
  /// @param root of the lake
  /// @param name with which the names of the files begin
  /// @param note what each file says of the slice
  /// @param onTimeFrom events from here
  /// @param onTimeTo to before here are on time; the others get files of their own
  record WriteSlice(
      String root,
      String name,
      List<PromotedColumn> promoted,
      SliceNote note,
      Instant onTimeFrom,
      Instant onTimeTo)
      implements Request {}

  /// Rewrite files as fewer. The answer: [MergeAnswer].
  ///
  /// @param without of which slices no row is written; for the table of events alone
  record Merge(
      String root,
      String name,
      TableName table,
      List<PromotedColumn> promoted,
      List<String> locations,
      Optional<SliceRange> without)
      implements Request {}

  /// Count events again. The answer: [RecountAnswer].
  record Recount(String root, String name, LakeRewriter.Recount what) implements Request {}

  /// Count events for a rollup table. The answer: [FileList], empty when there is nothing to count.
  record CountSlices(String root, String name, RemainingRows.Recount what) implements Request {}

  /// Write the facts that follow, as one Parquet file. The answer: [FactFileAnswer].
  record WriteFacts(String location, FactRows facts) implements Request {}

  /// Say whether a statement may be run. The answer: [VerdictAnswer].
  record Inspect(String sql, SqlCatalog catalog) implements Request {}

  /// Run a statement; rows that are in none of the files follow, then those of each table of facts.
  /// The result comes as data. The answer: [QueryAnswer].
  ///
  /// @param project whose rows it sees
  /// @param files by table, those that it reads
  /// @param views that it reads, in an order in which they can be made
  /// @param eventColumns of `events`, all that is read
  /// @param facts that it reads
  /// @param openColumns of the rows that follow
  record Query(
      String sql,
      int project,
      Map<TableName, List<String>> files,
      List<SqlView> views,
      Set<String> eventColumns,
      List<PromotedColumn> promoted,
      List<FactRows> facts,
      List<Column> openColumns,
      ResultFormat format,
      long rowsMax,
      long bytesMax)
      implements Request {}

  /// Do something for an import. Its answer comes as data, since it may be long.
  record Import(ImportRequest request) implements Request {}

  /// Run a query of our own over files. Its rows come as CSV. The answer: [QueryAnswer].
  record Extract(String sql) implements Request {}

  /// The request in a frame's body.
  default byte[] toBytes() {
    var out = new MessageWriter();
    switch (this) {
      case WriteSlice(var root, var name, var promoted, var note, var from, var to) ->
          out.text("write")
              .text(root)
              .text(name)
              .list(promoted, PromotedMessage::write)
              .number(note.slice())
              .number(note.events())
              .number(micros(from))
              .number(micros(to));
      case Merge(var root, var name, var table, var promoted, var locations, var without) ->
          out.text("merge")
              .text(root)
              .text(name)
              .text(table.text())
              .list(promoted, PromotedMessage::write)
              .texts(locations)
              .list(without.stream().toList(), Request::write);
      case Recount(var root, var name, var what) ->
          out.text("recount")
              .text(root)
              .text(name)
              .text(what.table().text())
              .list(what.days(), (to, day) -> to.number(day))
              .texts(what.rollups())
              .text(what.from().text())
              .texts(what.sources());
      case CountSlices(var root, var name, var what) ->
          out.text("count slices")
              .text(root)
              .text(name)
              .text(what.rollup().text())
              .list(List.copyOf(what.slices()), MessageWriter::number)
              .texts(what.events())
              .texts(what.counted());
      case WriteFacts(var location, var facts) ->
          FactsMessage.write(out.text("facts").text(location), facts);
      case Inspect(var sql, var catalog) ->
          out.text("inspect")
              .text(sql)
              .texts(catalog.tables())
              .texts(catalog.eventColumns())
              .list(catalog.views(), QueryMessage::writeView)
              .list(catalog.facts(), FactsMessage::write);
      case Extract(var sql) -> out.text("extract").text(sql);
      case Query query -> QueryMessage.write(out.text("query"), query);
      case Import(var request) -> ImportMessage.write(out.text("import"), request);
    }
    return out.bytes();
  }

  static Request fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    String kind = in.text();
    return switch (kind) {
      case "write" ->
          new WriteSlice(
              in.text(),
              in.text(),
              in.list(PromotedMessage::read),
              new SliceNote(in.number(), in.number()),
              moment(in.number()),
              moment(in.number()));
      case "merge" ->
          new Merge(
              in.text(),
              in.text(),
              TableName.of(in.text()),
              in.list(PromotedMessage::read),
              in.texts(),
              in.list(Request::slices).stream().findFirst());
      case "recount" ->
          new Recount(
              in.text(),
              in.text(),
              new LakeRewriter.Recount(
                  TableName.of(in.text()),
                  in.list(MessageReader::integer),
                  in.texts(),
                  TableName.of(in.text()),
                  in.texts()));
      case "count slices" ->
          new CountSlices(
              in.text(),
              in.text(),
              new RemainingRows.Recount(
                  TableName.of(in.text()), in.list(MessageReader::number), in.texts(), in.texts()));
      case "facts" -> new WriteFacts(in.text(), FactsMessage.read(in));
      case "inspect" ->
          new Inspect(
              in.text(),
              new SqlCatalog(
                  Set.copyOf(in.texts()),
                  Set.copyOf(in.texts()),
                  in.list(QueryMessage::readView),
                  in.list(FactsMessage::read)));
      case "extract" -> new Extract(in.text());
      case "query" -> QueryMessage.read(in);
      case "import" -> new Import(ImportMessage.read(in));
      default -> throw new IllegalArgumentException("No such request: " + kind);
    };
  }

  private static void write(MessageWriter out, SliceRange slices) {
    out.number(slices.first()).number(slices.last());
  }

  private static SliceRange slices(MessageReader in) {
    return new SliceRange(in.number(), in.number());
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  private static Instant moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
