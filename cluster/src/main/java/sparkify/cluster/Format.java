package sparkify.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * What has to be written once before a daemon can start on an empty disk.
 *
 * @param data the folder that exists once it is done
 * @param command main class and arguments that write it into the given folder instead
 */
record Format(Path data, Function<Path, List<String>> command) {}
