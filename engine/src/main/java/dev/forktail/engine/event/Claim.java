package dev.forktail.engine.event;

import java.util.UUID;

/// The right to store what a journal holds. Whoever claims the journal later has a higher epoch,
/// and from then on nothing is stored under this claim.
///
/// @param lane the lane's number in the store; rollups are kept per lane
/// @param position up to which sequence the journal was stored when it was claimed
public record Claim(UUID journal, short lane, long epoch, long position) {}
