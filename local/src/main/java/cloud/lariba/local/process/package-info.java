/** Operating system processes: recognising, starting, watching and stopping them. */
@NullMarked
package cloud.lariba.local.process;

import org.jspecify.annotations.NullMarked;
