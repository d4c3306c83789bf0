/** The conventions that every route follows: JSON rules, ids, time, pages and cursors, ETags, merge patch, neighbours. */
@NullMarked
package cloud.lariba.rest;

import org.jspecify.annotations.NullMarked;
