@NullMarked
package cloud.lariba.cloud.database;

import org.jspecify.annotations.NullMarked;
