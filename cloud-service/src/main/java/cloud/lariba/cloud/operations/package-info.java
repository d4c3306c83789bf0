/** Durable operations: a log of steps in PostgreSQL, driven by workers that hold fenced leases. */
@NullMarked
package cloud.lariba.cloud.operations;

import org.jspecify.annotations.NullMarked;
