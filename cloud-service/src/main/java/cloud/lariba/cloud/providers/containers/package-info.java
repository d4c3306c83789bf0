/** Instances that are containers of a container engine, such as Docker or Podman, which is driven by its command line. */
@NullMarked
package cloud.lariba.cloud.providers.containers;

import org.jspecify.annotations.NullMarked;
