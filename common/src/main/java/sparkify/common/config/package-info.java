/** Settings: app.conf, parsed once into nested records; a mistake is reported with its line. */
@NullMarked
package sparkify.common.config;

import org.jspecify.annotations.NullMarked;
