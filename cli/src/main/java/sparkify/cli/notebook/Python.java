package sparkify.cli.notebook;

import java.nio.file.Path;

/**
 * A Python interpreter that can create a virtual environment.
 *
 * @param version with all three numbers, such as 3.11.2
 */
record Python(Path executable, String version) {}
