package dev.forktail.app.lake;

import java.util.function.BooleanSupplier;

/// How the disk limits an export.
///
/// @param forFiles whether files may be added to the lake
/// @param isShort whether the store needs room, so that slices should go as soon as they may
public record ExportRoom(BooleanSupplier forFiles, BooleanSupplier isShort) {}
