/** Plain SQL where the statement matters, and how JSON stands in a column. */
@NullMarked
package cloud.lariba.cloud.database;

import org.jspecify.annotations.NullMarked;
