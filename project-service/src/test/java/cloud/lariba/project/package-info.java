/** The service as its clients and neighbours see it, against a real database and a stand-in for cloud-service. */
@NullMarked
package cloud.lariba.project;

import org.jspecify.annotations.NullMarked;
