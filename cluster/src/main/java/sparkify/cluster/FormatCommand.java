package sparkify.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Formats a daemon's data folder, which must happen once before its first start.
 *
 * @param data the folder, which exists once it is formatted
 * @param command returns the main class and arguments that format a given folder instead
 */
record FormatCommand(Path data, Function<Path, List<String>> command) {}
