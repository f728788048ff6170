package sparkify.cli.python;

import java.nio.file.Path;

/**
 * A Python interpreter that can create a virtual environment.
 *
 * @param version with all three numbers, such as 3.11.2
 */
public record Python(Path executable, String version) {}
