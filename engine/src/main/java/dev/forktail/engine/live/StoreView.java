package dev.forktail.engine.live;

import dev.forktail.engine.query.EventQueries.NameCount;
import dev.forktail.engine.query.EventQueries.NewestEvent;
import dev.forktail.engine.query.EventQueries.SourceAccount;
import dev.forktail.engine.slice.SliceCatalog.Slice;
import java.util.List;

/// What the store answered in one inquiry.
///
/// @param asOfNanos the moment by the nano clock: everything acknowledged before it is counted
/// @param slices newest first
record StoreView(
    long asOfNanos,
    long eventsToday,
    List<NameCount> top,
    List<NewestEvent> newest,
    List<SourceAccount> accounts,
    List<Slice> slices) {}
