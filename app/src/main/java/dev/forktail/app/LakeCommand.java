package dev.forktail.app;

import picocli.CommandLine.Command;

/// The `lake` commands.
@Command(
    name = "lake",
    mixinStandardHelpOptions = true,
    description = "Looks at the lake: what is in it, and what is on its way.",
    subcommands = LakeStatusCommand.class)
final class LakeCommand {}
