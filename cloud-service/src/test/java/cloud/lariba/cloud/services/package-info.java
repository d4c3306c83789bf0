/** Tests of the rules for services. */
@NullMarked
package cloud.lariba.cloud.services;

import org.jspecify.annotations.NullMarked;
