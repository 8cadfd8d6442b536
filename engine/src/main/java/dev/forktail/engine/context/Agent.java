package dev.forktail.engine.context;

import org.jspecify.annotations.Nullable;

/// What a user-agent string says.
///
/// @param browser name, such as `Chrome`
/// @param version its major version
/// @param device `desktop`, `phone`, `tablet`, `tv`
/// @param bot whether a program, not a person, is behind it
public record Agent(
    @Nullable String browser,
    @Nullable Integer version,
    @Nullable String os,
    @Nullable String device,
    boolean bot) {}
