package dev.forktail.journal;

/// A record as it was appended. The payload is the reader's own copy.
@SuppressWarnings("ArrayRecordComponent") // identity is the sequence; nobody compares payloads
public record JournalRecord(long sequence, byte[] payload) {}
