/** Transactional outbox: facts leave a service exactly when their change is committed, and reach the others at least once, in order. */
@NullMarked
package cloud.lariba.outbox;

import org.jspecify.annotations.NullMarked;
