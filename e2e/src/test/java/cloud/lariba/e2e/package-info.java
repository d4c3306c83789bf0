/** Black-box tests of a running stack: they know its address and the public contract, and nothing else. */
@NullMarked
package cloud.lariba.e2e;

import org.jspecify.annotations.NullMarked;
