/** The PostgreSQL server of the local stack: its binaries, its life and who may do what in it. */
@NullMarked
package cloud.lariba.local.postgres;

import org.jspecify.annotations.NullMarked;
