/** What is going on in a project, or in all of the caller's, at a glance. */
@NullMarked
package cloud.lariba.analytics.overview;

import org.jspecify.annotations.NullMarked;
