package sparkify.cli.notebook;

import java.nio.file.Path;

/**
 * A Python that runs and that an environment can be made from.
 *
 * @param version all three numbers
 */
record Python(Path executable, String version) {}
