/** The folder of models: each version whole or not there, and which of them is in use. */
@NullMarked
package sparkify.model.registry;

import org.jspecify.annotations.NullMarked;
