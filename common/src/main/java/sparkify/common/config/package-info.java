/** Settings: app.conf parsed once into nested records, with every mistake named at its line. */
@NullMarked
package sparkify.common.config;

import org.jspecify.annotations.NullMarked;
